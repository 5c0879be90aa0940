package io.steelyard.health.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.pkitesting.X509Bundle;
import io.steelyard.health.Verdict;
import io.steelyard.health.net.ProbeLoop;
import io.steelyard.health.net.ScriptedServer;
import io.steelyard.health.net.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against nginx from the distribution: sites told apart by SNI, each with a certificate of its own. */
class HttpsNginxTest {
    private static final Path NGINX = Path.of("/usr/sbin/nginx");

    @TempDir
    static Path folder;

    private static final ProbeLoop LOOP = new ProbeLoop();
    private static Process nginx;
    private static InetSocketAddress address;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Files.isExecutable(NGINX), "nginx is not installed");
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), ScriptedServer.unusedPort());
        Duration year = Duration.ofDays(365);
        String sites = site("good.lab", TestCertificates.issued(year, "good.lab"), "")
                + site("soon.lab", TestCertificates.issued(Duration.ofHours(12 * 24 + 1), "soon.lab"), "")
                + site("expired.lab", TestCertificates.issued(Duration.ofHours(-3 * 24 - 1), "expired.lab"), "")
                + site("other.lab", TestCertificates.issued(year, "elsewhere.lab"), "")
                + site("own.lab", TestCertificates.selfSigned(year, "own.lab"), "")
                + site(
                        "private.lab",
                        TestCertificates.issued(year, "private.lab"),
                        "ssl_client_certificate " + folder.resolve("ca.pem") + "; ssl_verify_client on;");
        TestCertificates.write(folder, "ca.pem", TestCertificates.AUTHORITY);
        TestCertificates.write(folder, "client.pem", TestCertificates.client());
        Path configuration = Files.writeString(
                folder.resolve("nginx.conf"),
                "daemon off; master_process off; pid " + folder + "/pid; error_log " + folder + "/error.log;\n"
                        + "events {}\nhttp { access_log off; client_body_temp_path " + folder + "/b; proxy_temp_path "
                        + folder + "/p; fastcgi_temp_path " + folder + "/f; uwsgi_temp_path " + folder
                        + "/u; scgi_temp_path " + folder + "/s;\n" + sites + "}\n");
        nginx = new ProcessBuilder(NGINX.toString(), "-p", folder.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(HttpsNginxTest::listens);
    }

    private static String site(String name, X509Bundle certificate, String more) throws IOException {
        Path pem = TestCertificates.write(folder, name + ".pem", certificate);
        return "server { listen 127.0.0.1:" + address.getPort() + " ssl; server_name " + name + "; ssl_certificate "
                + pem
                + "; ssl_certificate_key " + pem + "; " + more
                + " location = /old { return 302 /new; } location = /loop { return 301 /loop2; }"
                + " location = /loop2 { return 301 /loop; } location = /away { return 302 https://elsewhere.lab/; }"
                + " location / { return 200 '" + name + " $request_method $request_uri'; } }\n";
    }

    private static boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(address, 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @AfterAll
    static void stop() throws Exception {
        LOOP.close();
        if (nginx != null) {
            nginx.destroy();
            nginx.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static Verdict ask(String host, Map<String, ?> settings) throws Exception {
        return LOOP.probe(Checks.of("https", settings), address, host);
    }

    private static Map<String, Object> verified(String... more) {
        Map<String, Object> settings = new HashMap<>(
                Map.of("verify", true, "caFile", folder.resolve("ca.pem").toString()));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    @ParameterizedTest
    @CsvSource({
        "good.lab,    true,  HTTP 200 OK",
        "soon.lab,    true,  'HTTP 200 OK, certificate expires in 12 days'",
        "expired.lab, false, certificate expired 3 days ago",
        "other.lab,   false, 'certificate is for elsewhere.lab, not other.lab'",
        "own.lab,     false, certificate is self-signed and is no trusted authority''s"
    })
    void a_certificate_is_verified_for_the_host_name(String host, boolean up, String reason) throws Exception {
        assertThat(ask(host, verified()))
                .extracting(Verdict::up, Verdict::reason)
                .containsExactly(up, reason.replace("''", "'"));
    }

    @ParameterizedTest
    @CsvSource({
        "good.lab,    HTTP 200 OK",
        "expired.lab, 'HTTP 200 OK, certificate expired 3 days ago'",
        "other.lab,   HTTP 200 OK",
        "own.lab,     HTTP 200 OK"
    })
    void without_verification_a_certificate_is_reported_and_never_fatal(String host, String reason) throws Exception {
        assertThat(ask(host, Map.of())).extracting(Verdict::up, Verdict::reason).containsExactly(true, reason);
    }

    @Test
    void the_site_is_chosen_by_the_host_name_and_its_body_is_read_inside_tls() throws Exception {
        Map<String, Object> matching = verified("method", "GET", "path", "/x?y=1", "body", "^good.lab GET /x\\?y=1$");

        assertThat(ask("good.lab", matching).reason()).isEqualTo("HTTP 200 OK");
        assertThat(ask("soon.lab", matching).up()).isFalse();
    }

    @Test
    void another_name_may_be_asked_for_than_the_host_name() throws Exception {
        assertThat(ask("name-without-certificate.lab", verified("serverName", "good.lab"))
                        .up())
                .isTrue();
    }

    @Test
    void a_client_certificate_is_shown_where_the_server_wants_one() throws Exception {
        String pem = folder.resolve("client.pem").toString();

        assertThat(ask("private.lab", verified("clientCertificate", pem, "clientKey", pem))
                        .reason())
                .isEqualTo("HTTP 200 OK");
        assertThat(ask("private.lab", verified()).reason()).isEqualTo("HTTP 400 Bad Request");
    }

    @Test
    void the_tls_kind_is_up_when_the_handshake_is_done() throws Exception {
        assertThat(LOOP.probe(Checks.of("tls", verified()), address, "good.lab"))
                .extracting(Verdict::up, Verdict::reason)
                .containsExactly(true, "TLS handshake done, for good.lab");
    }

    @ParameterizedTest
    @CsvSource({
        "/old,  true,  'HTTP 200 OK, after a redirect to /new'",
        "/loop, false, 'HTTP 301 to /loop again: the redirects loop, after a redirect to /loop2'",
        "/away, true,  HTTP 302 to https://elsewhere.lab/"
    })
    void redirects_on_the_same_server_are_followed(String path, boolean up, String reason) throws Exception {
        Map<String, Object> settings = verified("path", path);
        settings.put("followRedirects", 3);

        assertThat(ask("good.lab", settings))
                .extracting(Verdict::up, Verdict::reason)
                .containsExactly(up, reason);
    }
}
