package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;

/**
 * How the admin side is talked to.
 *
 * @param certificate a file with the certificate and those between it and its authority, in PEM; empty for one of the
 *     appliance's own making
 * @param key a file with its private key, in PEM, without a password; empty exactly where the certificate is
 */
public record AdminTlsConfig(Protocol protocol, String certificate, String key) {
    /** What is spoken. */
    public enum Protocol {
        /** HTTP on a loopback address without a certificate of one's own, else HTTPS. */
        AUTO,
        HTTP,
        HTTPS
    }

    public static final Setting<Protocol> PROTOCOL = Setting.choice(
            "protocol",
            Protocol.class,
            Protocol.AUTO,
            "What the page and the API speak: http is allowed on a loopback address only. auto is https, but http on a"
                    + " loopback address where no certificate is named.");
    static final String TLS = "tls";
    public static final Setting<String> CERTIFICATE = Setting.text(
            "certificate",
            1000,
            "",
            "A file with the certificate of the page and the API, and those between it and its authority, in PEM. Left out,"
                    + " the appliance makes one for itself at the first start, which browsers warn of. A change of the file is"
                    + " noticed.");
    public static final Setting<String> KEY = Setting.text(
            "key", 1000, "", "A file with the private key of that certificate, in PEM, without a password.");

    static final AdminTlsConfig DEFAULT = new AdminTlsConfig(Protocol.AUTO, "", "");

    public AdminTlsConfig {
        CERTIFICATE.check(certificate);
        KEY.check(key);
        if (certificate.isEmpty() != key.isEmpty()) {
            String missing = certificate.isEmpty() ? CERTIFICATE.key() : KEY.key();
            throw new Refusal(TLS + "." + missing, "a certificate and its key go together; this one is missing");
        }
        if (protocol == Protocol.HTTP && !certificate.isEmpty()) {
            throw new Refusal(PROTOCOL.key(), "with http there is no use for a certificate; leave out one of the two");
        }
    }

    /** Its settings stand beside the address and the port. */
    static AdminTlsConfig read(Settings admin) {
        Settings tls = admin.group(TLS);
        Protocol protocol = admin.get(PROTOCOL);
        String certificate = tls.get(CERTIFICATE);
        String key = tls.get(KEY);
        tls.end();
        try {
            return new AdminTlsConfig(protocol, certificate, key);
        } catch (Refusal refusal) {
            admin.problem(refusal.key(), refusal.sentence());
            return DEFAULT;
        }
    }

    /** Whether this is TLS, on such an address. */
    boolean isOn(boolean loopback) {
        return switch (protocol) {
            case HTTP -> false;
            case HTTPS -> true;
            case AUTO -> !loopback || !certificate.isEmpty();
        };
    }
}
