package io.steelyard.health.tls;

import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import javax.net.ssl.SSLContext;

/** A version of TLS, oldest first. */
public enum TlsVersion {
    TLS_1_0("1.0", "TLSv1"),
    TLS_1_1("1.1", "TLSv1.1"),
    TLS_1_2("1.2", "TLSv1.2"),
    TLS_1_3("1.3", "TLSv1.3");

    private final String number;
    private final String protocol;

    TlsVersion(String number, String protocol) {
        this.number = number;
        this.protocol = protocol;
    }

    /** As a person writes it, such as {@code 1.2}. */
    public String number() {
        return number;
    }

    /** @throws IllegalArgumentException where there is no such version */
    public static TlsVersion of(String number) {
        return Arrays.stream(values())
                .filter(version -> version.number.equals(number.trim()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + number + "' is not allowed here, this must be one of 1.0, 1.1, 1.2, 1.3"));
    }

    /** Whether this JVM still speaks it: {@code jdk.tls.disabledAlgorithms} in its security settings says which it does not. */
    public boolean isAllowedHere() {
        try {
            return List.of(SSLContext.getDefault().getDefaultSSLParameters().getProtocols())
                    .contains(protocol);
        } catch (NoSuchAlgorithmException e) {
            return false;
        }
    }

    /** The JDK's names of this version and all newer ones. */
    String[] andNewer() {
        return EnumSet.range(this, TLS_1_3).stream()
                .map(version -> version.protocol)
                .toArray(String[]::new);
    }
}
