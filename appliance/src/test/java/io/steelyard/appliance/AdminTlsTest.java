package io.steelyard.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.config.AdminConfig;
import io.steelyard.config.ApplianceConfig;
import io.steelyard.config.ConfigReader;
import io.steelyard.config.ConfigReading;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The admin side over TLS, on a loopback address, since tests have no other. */
class AdminTlsTest {
    private static final String HTTPS = "admin: { protocol: https, hostNames: [localhost] }\nvirtualServices: []\n";

    @TempDir
    Path folder = Path.of(".");

    @Test
    void the_first_start_makes_a_certificate_that_a_client_can_be_told_to_trust() throws Exception {
        try (Appliance appliance = start(HTTPS)) {
            Path certificate = appliance.accessDirectory().resolve("admin-certificate.pem");
            HttpResponse<String> answer = client(certificate).send(get(appliance, "/healthz"), BodyHandlers.ofString());

            assertThat(appliance.pageUrl()).startsWith("https://");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.headers().firstValue("strict-transport-security")).hasValue("max-age=31536000");
            assertThatThrownBy(
                            () -> HttpClient.newHttpClient().send(get(appliance, "/healthz"), BodyHandlers.ofString()))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void the_cookie_over_tls_is_for_this_host_and_for_tls_only() throws Exception {
        try (Appliance appliance = start(HTTPS)) {
            HttpClient client = client(appliance.accessDirectory().resolve("admin-certificate.pem"));
            String code = Objects.requireNonNull(appliance.setUpCode());
            HttpRequest setUp = HttpRequest.newBuilder(uri(appliance, "/api/v1/setup"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"code\": \"" + code
                            + "\", \"user\": \"anna\", \"password\": \"correct horse battery\"}"))
                    .build();
            HttpResponse<String> answer = client.send(setUp, BodyHandlers.ofString());
            String set = answer.headers().firstValue("set-cookie").orElseThrow();

            assertThat(set)
                    .startsWith("__Host-steelyard=")
                    .contains("; Secure", "; Path=/", "; SameSite=Strict")
                    .containsIgnoringCase("; HttpOnly")
                    .doesNotContain("Domain");
            HttpRequest status = HttpRequest.newBuilder(uri(appliance, "/api/v1/status"))
                    .header("Cookie", set.substring(0, set.indexOf(';')))
                    .build();
            assertThat(client.send(status, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
            assertThat(Files.readString(appliance.accessDirectory().resolve("users.json")))
                    .contains("anna", "$argon2id$")
                    .doesNotContain("horse");
        }
    }

    @Test
    void an_old_version_of_tls_is_refused() throws Exception {
        try (Appliance appliance = start(HTTPS)) {
            SSLParameters old = new SSLParameters();
            old.setProtocols(new String[] {"TLSv1.1"});
            HttpClient client = HttpClient.newBuilder()
                    .sslContext(trusting(appliance.accessDirectory().resolve("admin-certificate.pem")))
                    .sslParameters(old)
                    .build();

            assertThatThrownBy(() -> client.send(get(appliance, "/healthz"), BodyHandlers.ofString()))
                    .isInstanceOf(java.io.IOException.class);
        }
    }

    @Test
    void another_certificate_in_the_files_is_shown_to_the_next_client() throws Exception {
        Path certificate = folder.resolve("admin.pem");
        Path key = folder.resolve("admin.key");
        try (Appliance donor = start(HTTPS)) {
            Files.copy(donor.accessDirectory().resolve("admin-certificate.pem"), certificate);
            Files.copy(donor.accessDirectory().resolve("admin-key.pem"), key);
        }
        byte[] nextCertificate;
        byte[] nextKey;
        try (Appliance donor = start(HTTPS)) {
            nextCertificate = Files.readAllBytes(donor.accessDirectory().resolve("admin-certificate.pem"));
            nextKey = Files.readAllBytes(donor.accessDirectory().resolve("admin-key.pem"));
        }
        String yaml =
                "admin: { tls: { certificate: '" + certificate + "', key: '" + key + "' } }\nvirtualServices: []\n";
        try (Appliance appliance = start(yaml)) {
            assertThat(client(certificate)
                            .send(get(appliance, "/healthz"), BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
            Files.write(certificate, nextCertificate);
            Files.write(key, nextKey);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .ignoreException(SSLHandshakeException.class)
                    .until(() -> client(certificate)
                                    .send(get(appliance, "/healthz"), BodyHandlers.ofString())
                                    .statusCode()
                            == 200);
        }
    }

    @Test
    void a_certificate_that_is_not_there_is_named_and_nothing_starts() {
        String yaml = "admin: { tls: { certificate: /nowhere/x.pem, key: /nowhere/x.key } }\nvirtualServices: []\n";

        assertThatThrownBy(() -> start(yaml))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("admin.tls")
                .hasMessageContaining("/nowhere/x.pem");
    }

    private static Appliance start(String yaml) throws CannotStart {
        ConfigReading reading = ConfigReader.withInstalledKinds().read("test.yaml", yaml);
        assertThat(reading).isInstanceOf(ConfigReading.Valid.class);
        ApplianceConfig read = ((ConfigReading.Valid) reading).config();
        AdminConfig admin = read.admin();
        return Appliance.start(new ApplianceConfig(
                new AdminConfig(admin.address(), 0, admin.hostNames(), admin.access(), admin.tls()),
                read.defaultHealth(),
                read.virtualServices()));
    }

    private static HttpRequest get(Appliance appliance, String path) {
        return HttpRequest.newBuilder(uri(appliance, path))
                .timeout(Duration.ofSeconds(30))
                .build();
    }

    private static URI uri(Appliance appliance, String path) {
        return URI.create("https://localhost:" + appliance.adminAddress().getPort() + path);
    }

    private static HttpClient client(Path trusted) throws Exception {
        return HttpClient.newBuilder().sslContext(trusting(trusted)).build();
    }

    private static SSLContext trusting(Path certificate) throws Exception {
        X509Certificate read = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(certificate)));
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("admin", read);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
