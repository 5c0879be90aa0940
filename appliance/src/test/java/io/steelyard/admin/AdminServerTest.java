package io.steelyard.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.steelyard.config.AdminConfig;
import io.steelyard.health.CellState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The admin side through a real socket. */
class AdminServerTest {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final FarmFixture farm = FarmFixture.surveyor();
    private AdminServer server;

    @BeforeEach
    void start() throws Exception {
        Clock clock = Clock.fixed(FarmFixture.START.plusSeconds(60), ZoneOffset.UTC);
        server = AdminServer.start(
                AdminConfig.open("127.0.0.1", 0), farm, farm.meters, new About("1.2.3", FarmFixture.START, clock));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void status_has_the_shape_that_the_design_promises() throws Exception {
        String reason = "HTTP 404 from HTTP.sys: the site is stopped or has no binding for www.surveyor.lab";
        farm.move("surveyor", "192.0.2.21:80", "ntrip.surveyor.lab", CellState.UP, FarmFixture.START, "HTTP 200");
        farm.move("surveyor", "192.0.2.21:80", "www.surveyor.lab", CellState.DOWN, FarmFixture.START, reason);

        JsonNode status = new ObjectMapper().readTree(get("/api/v1/status").body());

        assertThat(status.at("/revision").asLong()).isEqualTo(7);
        assertThat(status.at("/version").asText()).isEqualTo("1.2.3");
        assertThat(status.at("/at").asText()).isEqualTo("2026-01-01T00:01:00Z");
        JsonNode service = status.at("/virtualServices/0");
        assertThat(service.at("/name").asText()).isEqualTo("surveyor");
        assertThat(service.at("/state").asText()).isEqualTo("degraded");
        assertThat(service.at("/address").asText()).isEqualTo("0.0.0.0");
        assertThat(service.at("/port").asInt()).isEqualTo(80);
        JsonNode real = service.at("/realServers/0");
        assertThat(real.at("/address").asText()).isEqualTo("192.0.2.21");
        assertThat(real.at("/port").asInt()).isEqualTo(80);
        assertThat(real.at("/state").asText()).isEqualTo("degraded");
        assertThat(real.at("/enabled").asBoolean()).isTrue();
        assertThat(real.at("/weight").asInt()).isEqualTo(1000);
        assertThat(real.at("/activeConnections").isIntegralNumber()).isTrue();
        JsonNode cell = real.at("/cells/1");
        assertThat(cell.at("/host").asText()).isEqualTo("www.surveyor.lab");
        assertThat(cell.at("/state").asText()).isEqualTo("down");
        assertThat(cell.at("/since").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(cell.at("/policy").asText()).isEqualTo("own-traffic");
        assertThat(cell.at("/reason").asText()).isEqualTo(reason);
        assertThat(cell.at("/check/index").asInt()).isZero();
        assertThat(cell.at("/check/type").asText()).isEqualTo("http");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/v1/status", "/metrics", "/healthz", "/assets/page.css", "/nowhere"})
    void every_answer_carries_the_security_headers_and_names_no_product(String path) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.headers().firstValue("content-security-policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("referrer-policy")).hasValue("no-referrer");
        assertThat(answer.headers().firstValue("server")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/v1/status", "/metrics", "/healthz", "/assets/page.css"})
    void head_answers_as_get_does_without_the_body(String path) throws Exception {
        HttpResponse<String> head = send("HEAD", path);

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("content-type"))
                .isEqualTo(get(path).headers().firstValue("content-type"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/assets/nothing.js", "/assets/", "/api/v2"})
    void what_is_not_there_is_a_problem_document(String path) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(new ObjectMapper().readTree(answer.body()).at("/status").asInt())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/assets/..%2f..%2f..%2f..%2flogback.xml", "/assets/%2e%2e/index.html", "/assets/a/../../x.js"})
    void no_path_leads_out_of_the_page(String path) throws Exception {
        assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .containsPattern("^HTTP/1.1 40[04] ");
    }

    @Test
    void a_method_that_a_path_does_not_take_is_a_problem_document() throws Exception {
        HttpResponse<String> answer = send("DELETE", "/api/v1/status");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    }

    @Test
    void an_oversized_body_is_refused() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/api/v1/status"))
                .method("GET", BodyPublishers.ofByteArray(new byte[AdminServer.MAX_BODY_BYTES + 1]))
                .build();

        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(413);
    }

    @Test
    void a_host_that_is_not_ours_is_refused() throws Exception {
        assertThat(raw("GET /api/v1/status HTTP/1.1\r\nHost: rebound.attacker.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421 ")
                .contains("application/problem+json")
                .doesNotContain("surveyor");
    }

    @Test
    void an_oversized_head_is_refused_as_a_problem_with_the_security_headers() throws Exception {
        assertThat(raw("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ")
                .contains("application/problem+json", "content-security-policy");
    }

    @Test
    void a_taken_port_is_named_with_what_to_do() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            AdminConfig config = AdminConfig.open("127.0.0.1", taken.getLocalPort());
            About about = new About("1", FarmFixture.START, Clock.systemUTC());

            assertThatThrownBy(() -> AdminServer.start(config, farm, farm.meters, about))
                    .isInstanceOf(AdminUnavailableException.class)
                    .hasMessageContaining("127.0.0.1 port " + taken.getLocalPort())
                    .hasMessageContaining("taken")
                    .hasMessageContaining("admin.port");
        }
    }

    @Test
    void an_address_of_another_machine_is_named_with_what_to_do() {
        AdminConfig config = new AdminConfig("192.0.2.1", 0);
        About about = new About("1", FarmFixture.START, Clock.systemUTC());

        assertThatThrownBy(() -> AdminServer.start(config, farm, farm.meters, about))
                .hasMessageContaining("192.0.2.1")
                .hasMessageContaining("admin.address");
    }

    @Test
    void a_page_file_that_the_browser_has_is_not_sent_again() throws Exception {
        String tag = get("/").headers().firstValue("etag").orElseThrow();

        HttpRequest again =
                HttpRequest.newBuilder(uri("/")).header("If-None-Match", tag).build();

        HttpResponse<String> answer = client.send(again, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("cache-control")).hasValue("no-cache");
    }

    @Test
    void the_threads_of_the_admin_side_never_keep_the_process_alive() {
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("steelyard-admin")))
                .isNotEmpty()
                .allMatch(Thread::isDaemon);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path);
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .method(method, BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(20))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    }

    private String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
