package io.steelyard.health.net;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority of one test run, and what it issues. */
public final class TestCertificates {
    public static final X509Bundle AUTHORITY = authority("Test Authority");
    public static final X509Bundle OTHER_AUTHORITY = authority("Other Authority");

    private TestCertificates() {}

    /** For these host names; expires after this time, which is negative for one that has expired. */
    public static X509Bundle issued(Duration left, String... names) throws Exception {
        return builder(left, names).buildIssuedBy(AUTHORITY);
    }

    public static X509Bundle selfSigned(Duration left, String... names) throws Exception {
        return builder(left, names).setIsCertificateAuthority(true).buildSelfSigned();
    }

    public static X509Bundle client() throws Exception {
        return builder(Duration.ofDays(100), "probe.lab").buildIssuedBy(AUTHORITY);
    }

    /** A server's side that shows this, and accepts any client certificate of the authority's. */
    public static SSLContext server(X509Bundle shown) throws Exception {
        KeyManagerFactory keys = shown.toKeyManagerFactory();
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", AUTHORITY.getCertificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** Writes the chain and, behind it, the key. */
    public static Path write(Path folder, String name, X509Bundle bundle) throws IOException {
        return Files.writeString(
                folder.resolve(name), bundle.getCertificatePathPEM() + "\n" + bundle.getPrivateKeyPEM());
    }

    public static List<X509Certificate> authorities() {
        return List.of(AUTHORITY.getCertificate());
    }

    private static CertificateBuilder builder(Duration left, String... names) {
        Instant now = Instant.now();
        CertificateBuilder builder = new CertificateBuilder()
                .ecp256()
                .subject("CN=" + names[0])
                .notBefore(now.minus(Duration.ofDays(400)))
                .notAfter(now.plus(left));
        for (String name : names) {
            if (name.matches("[0-9.]+")) {
                builder.addSanIpAddress(name);
            } else {
                builder.addSanDnsName(name);
            }
        }
        return builder;
    }

    private static X509Bundle authority(String name) {
        try {
            return new CertificateBuilder()
                    .ecp256()
                    .subject("CN=" + name)
                    .notBefore(Instant.now().minus(Duration.ofDays(1000)))
                    .setIsCertificateAuthority(true)
                    .buildSelfSigned();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
