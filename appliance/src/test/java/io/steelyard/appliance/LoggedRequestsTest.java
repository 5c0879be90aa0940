package io.steelyard.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.wire.ScriptedOrigin;
import io.steelyard.wire.WireEnd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a whole appliance writes of requests into its access log. */
@Timeout(60)
class LoggedRequestsTest {
    /** The connection is not used again, so each exchange has one that the test can accept. */
    private static final String OK = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok";

    @TempDir
    Path folder = Path.of("");

    private AdminClient appliance(String template, String realServers, String settings) throws CannotStart {
        return AdminClient.start("""
                virtualServices:
                  - name: shop
                    address: 127.0.0.1
                    port: 1
                    accessLog: { format: template, template: '%s', file: { path: %s } }
                    realServers: %s
                    %s
                """.formatted(template, folder.resolve("access.log"), realServers, settings));
    }

    private List<String> lines(int count) {
        Path log = folder.resolve("access.log");
        return await().until(
                        () -> Files.exists(log) ? Files.readAllLines(log) : List.<String>of(),
                        all -> all.size() == count);
    }

    private static void answer(ScriptedOrigin origin) throws Exception {
        try (WireEnd server = origin.accept()) {
            server.request();
            server.send(OK);
        }
    }

    @Test
    void the_wait_for_a_real_server_with_room_is_in_the_line_of_the_request_that_waited() throws Exception {
        try (ScriptedOrigin origin = ScriptedOrigin.start();
                AdminClient appliance = appliance(
                        "{target} {status} {time.queue}",
                        "[{ address: 127.0.0.1, port: " + origin.port() + ", maxConnections: 1 }]",
                        "");
                WireEnd first = appliance.client(0);
                WireEnd second = appliance.client(0)) {
            first.send("GET /first HTTP/1.1\r\nHost: a.example\r\n\r\n");
            WireEnd server = origin.accept();
            server.request();
            second.send("GET /second HTTP/1.1\r\nHost: a.example\r\n\r\n");
            await().until(() -> appliance
                            .get("/api/v1/status")
                            .at("/virtualServices/0/queued")
                            .asInt()
                    == 1);
            server.send(OK);
            server.close();
            assertThat(first.response().status()).isEqualTo(200);
            answer(origin);
            assertThat(second.response().status()).isEqualTo(200);

            List<String> lines = lines(2);
            assertThat(lines).filteredOn(line -> line.startsWith("/first")).containsExactly("/first 200 0.000");
            assertThat(lines)
                    .filteredOn(line -> line.startsWith("/second"))
                    .singleElement()
                    .asString()
                    .matches("/second 200 \\d+\\.\\d{3}")
                    .isNotEqualTo("/second 200 0.000");
        }
    }

    @Test
    void a_client_behind_a_trusted_proxy_is_told_from_it_and_how_it_stays_is_said() throws Exception {
        try (ScriptedOrigin origin = ScriptedOrigin.start();
                AdminClient appliance = appliance(
                        "{client} {peer} {persistence} {persistenceBy} {status}",
                        "[{ address: 127.0.0.1, port: " + origin.port() + " }]",
                        "forwarding: { trusted: [127.0.0.1] }\n"
                                + "    persistence: { type: cookie, orSourceIp: true }");
                WireEnd client = appliance.client(0)) {
            for (int i = 0; i < 2; i++) {
                client.send("GET / HTTP/1.1\r\nHost: a.example\r\nX-Forwarded-For: 203.0.113.7\r\n\r\n");
                answer(origin);
                client.response();
            }
            client.send("GET / HTTP/1.1\r\n\r\n");
            client.response();

            assertThat(lines(3))
                    .containsExactly(
                            "203.0.113.7 127.0.0.1 new cookie-or-source-ip 200",
                            "203.0.113.7 127.0.0.1 kept cookie-or-source-ip 200",
                            "127.0.0.1 127.0.0.1 none none 400");
        }
    }
}
