package io.steelyard.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.steelyard.admin.access.Access;
import io.steelyard.admin.access.MovingClock;
import io.steelyard.config.AdminConfig;
import io.steelyard.event.Event;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An admin side with users, on a free port, and browsers that talk to it. */
final class AccessFixture implements AutoCloseable {
    static final String PASSWORD = "correct horse battery";
    private static final ObjectMapper JSON = new ObjectMapper();

    final MovingClock clock = new MovingClock();
    final List<Event> journal = Collections.synchronizedList(new ArrayList<>());
    final Access access;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AdminServer server;

    AccessFixture() throws AdminUnavailableException {
        AdminConfig config = new AdminConfig("127.0.0.1", 0);
        access = Access.inMemory(config, clock, journal::add);
        FarmFixture farm = FarmFixture.surveyor();
        server = AdminServer.start(
                config, farm, farm.meters, new About("1", FarmFixture.START, clock), null, List.of(), access);
    }

    /** An answer with its body read as JSON. */
    record Answer(HttpResponse<String> http) {
        int status() {
            return http.statusCode();
        }

        JsonNode json() throws IOException {
            return JSON.readTree(http.body());
        }

        String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }
    }

    /** What sends a cookie and the header that goes with it, or a token. */
    final class Browser {
        private @Nullable String cookie;
        private @Nullable String csrf;

        Answer get(String path) throws IOException, InterruptedException {
            return send("GET", path, null);
        }

        Answer post(String path, String body) throws IOException, InterruptedException {
            return send("POST", path, body);
        }

        Answer put(String path, String body) throws IOException, InterruptedException {
            return send("PUT", path, body);
        }

        Answer delete(String path) throws IOException, InterruptedException {
            return send("DELETE", path, null);
        }

        /** An answer that does not end by itself. */
        InputStream open(String path) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(uri(path))
                    .header("Cookie", "steelyard=" + cookie)
                    .build();
            return client.send(request, BodyHandlers.ofInputStream()).body();
        }

        Answer logOn(String user, String password) throws IOException, InterruptedException {
            return post(
                    "/api/v1/session",
                    JSON.createObjectNode()
                            .put("user", user)
                            .put("password", password)
                            .toString());
        }

        /** What it shows now; empty for nothing. */
        String cookie() {
            return Objects.requireNonNullElse(cookie, "");
        }

        Browser showing(String otherCookie) {
            cookie = otherCookie;
            return this;
        }

        Browser withoutHeader() {
            csrf = null;
            return this;
        }

        Answer send(String method, String path, @Nullable String body, String... headers)
                throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                    .timeout(Duration.ofSeconds(30))
                    .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
            if (body != null) {
                request.header("Content-Type", "application/json");
            }
            if (cookie != null) {
                request.header("Cookie", "steelyard=" + cookie);
            }
            if (csrf != null) {
                request.header("X-CSRF-Token", csrf);
            }
            if (headers.length > 0) {
                request.headers(headers);
            }
            Answer answer = new Answer(client.send(request.build(), BodyHandlers.ofString()));
            String set = answer.header("set-cookie");
            if (!set.isEmpty()) {
                cookie = set.substring("steelyard=".length(), set.indexOf(';'));
                csrf = answer.http().body().isEmpty()
                        ? null
                        : answer.json().path("csrf").asText();
            }
            return answer;
        }
    }

    Browser browser() {
        return new Browser();
    }

    /** Makes the first administrator, anna, and gives her browser. */
    Browser setUp() throws IOException, InterruptedException {
        Browser browser = browser();
        Answer answer = browser.post("/api/v1/setup", setUpBody(Objects.requireNonNull(access.setUpCode())));
        assertThat(answer.status()).isEqualTo(200);
        return browser;
    }

    static String setUpBody(String code) {
        return JSON.createObjectNode()
                .put("code", code)
                .put("user", "anna")
                .put("password", PASSWORD)
                .toString();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    }

    @Override
    public void close() {
        server.close();
        access.close();
    }
}
