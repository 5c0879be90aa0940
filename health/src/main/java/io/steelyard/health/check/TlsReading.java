package io.steelyard.health.check;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import io.steelyard.health.tls.ClientIdentity;
import io.steelyard.health.tls.PemFile;
import io.steelyard.health.tls.ServerTrust;
import io.steelyard.health.tls.TlsSettings;
import io.steelyard.health.tls.TlsVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings of TLS that every kind has that can speak it, and how they are read. */
final class TlsReading {
    private static final int MAX_PATH = 1000;

    static final Setting<Boolean> VERIFY = Setting.flag(
            "verify",
            false,
            "Whether the certificate must be valid, trusted and for the name that is asked by. The default is false: it is "
                    + "then only reported, with the days it has left, and never takes a server down.");

    static final Setting<String> CA_FILE = file(
            "caFile",
            "A PEM file with the authorities that are trusted when 'verify' is true. Left out, those that Java trusts are; "
                    + "give it for certificates of your own authority. It is read when the configuration is.");

    static final Setting<String> CLIENT_CERTIFICATE = file(
            "clientCertificate",
            "A PEM file with the certificate that is shown to a server that asks for one, and those that issued it. None by "
                    + "default; needs 'clientKey'.");

    static final Setting<String> CLIENT_KEY = file(
            "clientKey",
            "A PEM file with the private key of 'clientCertificate', unencrypted in the form PKCS #8. The appliance must be "
                    + "able to read it, and nobody else should.");

    static final Setting<String> SERVER_NAME = Setting.text(
            "serverName",
            253,
            "",
            "The name that TLS asks for (SNI) and verifies. Left out, it is the host name that is asked by, and where "
                    + "there is none, no name is asked for and the address is verified.");

    static final Setting<TlsVersion> MINIMUM = Setting.of(
                    "minimumTls",
                    "one of 1.0, 1.1, 1.2, 1.3",
                    TlsVersion.TLS_1_2,
                    "The oldest version of TLS that is spoken. The default is 1.2; 1.0 and 1.1 need a Java whose security settings "
                            + "allow them.",
                    TlsVersion::of)
            .written("1.2");

    static final List<Setting<?>> SETTINGS =
            List.of(VERIFY, CA_FILE, CLIENT_CERTIFICATE, CLIENT_KEY, SERVER_NAME, MINIMUM);

    private TlsReading() {}

    /** What to speak; anything whatever where problems were noted. */
    static TlsSettings read(Settings settings) {
        boolean verify = settings.get(VERIFY);
        ServerTrust trust = trust(settings, verify);
        ClientIdentity identity = identity(settings);
        TlsVersion minimum = settings.get(MINIMUM);
        if (!minimum.isAllowedHere()) {
            settings.problem(
                    MINIMUM.key(),
                    "this Java does not speak TLS " + minimum.number() + ": its security setting "
                            + "jdk.tls.disabledAlgorithms forbids it, choose 1.2 or 1.3");
        }
        String serverName = settings.find(SERVER_NAME);
        return new TlsSettings(
                trust, identity, serverName == null || serverName.isEmpty() ? null : serverName, minimum);
    }

    /** For a check that speaks no TLS: whichever of these settings is written has no effect, and is refused. */
    static void refuse(Settings settings, String instead) {
        for (Setting<?> setting : SETTINGS) {
            settings.known(setting.key());
            if (settings.has(setting.key())) {
                settings.problem(setting.key(), "this has an effect only with TLS, " + instead);
            }
        }
    }

    private static ServerTrust trust(Settings settings, boolean verify) {
        String file = settings.find(CA_FILE);
        if (!verify) {
            if (file != null) {
                settings.problem(CA_FILE.key(), "this has an effect only when 'verify' is true");
            }
            return ServerTrust.anybody();
        }
        try {
            return file == null ? ServerTrust.jvm() : ServerTrust.authorities(PemFile.certificates(file));
        } catch (IllegalArgumentException e) {
            settings.problem(CA_FILE.key(), String.valueOf(e.getMessage()));
            return ServerTrust.anybody();
        }
    }

    private static @Nullable ClientIdentity identity(Settings settings) {
        String certificate = settings.find(CLIENT_CERTIFICATE);
        String key = settings.find(CLIENT_KEY);
        if (certificate == null && key == null) {
            return null;
        }
        if (certificate == null || key == null) {
            Setting<String> missing = certificate == null ? CLIENT_CERTIFICATE : CLIENT_KEY;
            Setting<String> given = certificate == null ? CLIENT_KEY : CLIENT_CERTIFICATE;
            if (!settings.has(missing.key())) {
                settings.problem(given.key(), "this needs '" + missing.key() + "' beside it");
            }
            return null;
        }
        String reading = CLIENT_CERTIFICATE.key();
        try {
            var chain = PemFile.certificates(certificate);
            reading = CLIENT_KEY.key();
            return new ClientIdentity(chain, PemFile.key(key));
        } catch (IllegalArgumentException e) {
            settings.problem(reading, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static Setting<String> file(String key, String help) {
        return Setting.text(key, MAX_PATH, "", help);
    }
}
