package io.steelyard.admin.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.config.AdminConfig;
import io.steelyard.config.ConfigReader;
import io.steelyard.config.ConfigReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateTest {
    @TempDir
    Path folder = Path.of(".");

    private final MovingClock clock = new MovingClock();

    @Test
    void the_first_start_makes_a_certificate_for_the_address_and_the_names() throws Exception {
        X509Certificate made = own("admin: { address: 192.0.2.7, hostNames: [lb.example.com] }")
                .chain()
                .get(0);

        assertThat(((ECPublicKey) made.getPublicKey()).getParams().getOrder().bitLength())
                .isEqualTo(256);
        assertThat(made.getSubjectAlternativeNames().stream().map(name -> String.valueOf(name.get(1))))
                .contains("192.0.2.7", "lb.example.com", "localhost", "127.0.0.1");
        made.verify(made.getPublicKey());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(OwnCertificate.KEY))))
                .isEqualTo("rw-------");
    }

    @Test
    void the_next_start_has_the_same_certificate() throws Exception {
        Certificate first = own("admin: { address: 192.0.2.7 }");

        assertThat(own("admin: { address: 192.0.2.7 }")).isEqualTo(first);
        assertThat(own("admin: { address: 0.0.0.0 }")).isEqualTo(first);
    }

    @Test
    void a_new_name_or_address_makes_another() throws Exception {
        Certificate first = own("admin: { address: 192.0.2.7 }");

        assertThat(own("admin: { address: 192.0.2.7, hostNames: [lb.example.com] }"))
                .isNotEqualTo(first);
        assertThat(own("admin: { address: '2001:db8::7', hostNames: [lb.example.com] }")
                        .chain()
                        .get(0)
                        .getSubjectAlternativeNames()
                        .stream()
                        .map(name -> String.valueOf(name.get(1))))
                .anyMatch(name -> name.startsWith("2001:db8:") && name.endsWith(":7"));
    }

    @Test
    void it_is_made_anew_while_the_appliance_runs_before_it_expires() throws Exception {
        ServedCertificate served = ServedCertificate.of(config("admin: { address: 192.0.2.7 }"), folder, clock);
        Certificate first = served.current();
        clock.advance(Duration.ofDays(780));
        served.tick();
        assertThat(served.current()).isSameAs(first);
        clock.advance(Duration.ofDays(15));
        served.tick();

        assertThat(served.current()).isNotEqualTo(first);
    }

    @Test
    void a_certificate_that_was_replaced_is_taken_and_one_that_is_broken_is_not() throws Exception {
        Certificate one = own("admin: { address: 192.0.2.7 }");
        Path certificate = folder.resolve("own.pem");
        Path key = folder.resolve("own.key");
        write(one, certificate, key);
        ServedCertificate served = ServedCertificate.of(
                config("admin: { address: 192.0.2.7, tls: { certificate: '" + certificate + "', key: '" + key
                        + "' } }"),
                folder,
                clock);
        Certificate other = OwnCertificate.in(folder.resolve("b"), config("admin: { address: 192.0.2.8 }"), clock);

        Files.writeString(certificate, "no certificate");
        served.tick();
        assertThat(served.current()).isEqualTo(one);

        write(other, certificate, key);
        served.tick();
        assertThat(served.current()).isEqualTo(other);
    }

    @Test
    void a_key_of_another_certificate_is_named() throws Exception {
        Path certificate = folder.resolve("own.pem");
        Path key = folder.resolve("own.key");
        write(own("admin: { address: 192.0.2.7 }"), certificate, key);
        Certificate other = OwnCertificate.in(folder.resolve("b"), config("admin: { address: 192.0.2.8 }"), clock);
        Files.write(key, PemFiles.write(other.key()));

        assertThatThrownBy(() -> PemFiles.read(certificate, key))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(key.toString());
    }

    @Test
    void a_file_that_is_not_there_is_named_with_its_setting() {
        AdminConfig config = config("admin: { tls: { certificate: /nowhere/x.pem, key: /nowhere/x.key } }");

        assertThatThrownBy(() -> ServedCertificate.of(config, folder, clock))
                .hasMessageContaining("admin.tls")
                .hasMessageContaining("/nowhere/x.pem");
    }

    @Test
    void where_it_cannot_be_kept_there_is_one_all_the_same() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(ServedCertificate.of(config("admin: { address: 192.0.2.7 }"), file.resolve("below"), clock)
                        .current()
                        .chain())
                .hasSize(1);
    }

    /** As {@code openssl ecparam -name prime256v1 -genkey} writes it, parameters first. */
    @Test
    void a_key_as_openssl_writes_it_is_read() throws Exception {
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-subj",
                        "/CN=lb",
                        "-days",
                        "2",
                        "-keyout",
                        folder.resolve("pkcs8").toString(),
                        "-out",
                        folder.resolve("pem").toString())
                .redirectErrorStream(true)
                .start();
        openssl.getInputStream().readAllBytes();
        assertThat(openssl.waitFor()).isZero();
        Process old = new ProcessBuilder(
                        "openssl",
                        "rsa",
                        "-traditional",
                        "-in",
                        folder.resolve("pkcs8").toString(),
                        "-out",
                        folder.resolve("pkcs1").toString())
                .redirectErrorStream(true)
                .start();
        old.getInputStream().readAllBytes();
        assertThat(old.waitFor()).isZero();

        for (String key : List.of("pkcs8", "pkcs1")) {
            assertThat(PemFiles.read(folder.resolve("pem"), folder.resolve(key))
                            .key()
                            .getAlgorithm())
                    .isEqualTo("RSA");
        }
    }

    private Certificate own(String yaml) throws Exception {
        return OwnCertificate.in(folder, config(yaml), clock);
    }

    private static void write(Certificate from, Path certificate, Path key) throws IOException {
        Files.write(certificate, PemFiles.write(from));
        Files.write(key, PemFiles.write(from.key()));
    }

    private static AdminConfig config(String yaml) {
        ConfigReading reading = ConfigReader.withInstalledKinds().read("test.yaml", yaml + "\nvirtualServices: []\n");
        assertThat(reading).isInstanceOf(ConfigReading.Valid.class);
        return ((ConfigReading.Valid) reading).config().admin();
    }
}
