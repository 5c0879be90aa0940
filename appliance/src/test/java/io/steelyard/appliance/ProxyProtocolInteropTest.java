package io.steelyard.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.health.CellState;
import io.steelyard.wire.ScriptedOrigin;
import io.steelyard.wire.WireEnd;
import io.steelyard.wire.WireMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The PROXY protocol with somebody who did not learn it from us: HAProxy of the distribution, before and behind. */
@SuppressWarnings("try") // that HAProxy runs is all that some tests want of it
class ProxyProtocolInteropTest {
    private static final Path HAPROXY = Path.of("/usr/sbin/haproxy");
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";

    @TempDir
    Path folder = Path.of(".");

    @ParameterizedTest
    @ValueSource(strings = {"send-proxy", "send-proxy-v2", "send-proxy-v2 proxy-v2-options crc32c,unique-id"})
    void the_client_that_HAProxy_names_is_the_client(String sending) throws Exception {
        try (ScriptedOrigin origin = ScriptedOrigin.start();
                TestAppliance appliance = TestAppliance.start(
                        "[]", List.of(origin.port()), "proxyProtocol: { in: required, from: [127.0.0.1] }")) {
            int port = ScriptedOrigin.unusedPort();
            String config = """
                    listen before
                      mode tcp
                      bind 127.0.0.2:%d
                      source 127.0.0.1
                      server steelyard 127.0.0.1:%d %s
                    """.formatted(port, appliance.port(), sending);
            try (Haproxy haproxy = new Haproxy(config, port);
                    WireEnd client = haproxy.client()) {
                client.send(REQUEST);
                WireEnd server = origin.accept();
                WireMessage received = server.request();
                server.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

                assertThat(client.response().body()).isEqualTo("ok");
                assertThat(received.values("X-Forwarded-For"))
                        .as("the client's end, not the one at which HAProxy's connections begin")
                        .containsExactly(haproxy.clientAddress());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"v1, http", "v2, http", "v1, tcp", "v2, tcp"})
    void HAProxy_learns_the_client_and_takes_the_health_checks(String version, String check) throws Exception {
        int port = ScriptedOrigin.unusedPort();
        try (Haproxy haproxy = new Haproxy(behind(port), port);
                TestAppliance appliance = TestAppliance.start(
                        "[{ type: " + check + " }]", List.of(port), "proxyProtocol: { out: " + version + " }")) {
            appliance.awaitCell(0, null, CellState.UP);
            try (WireEnd client = appliance.client()) {
                assertThat(client.ask(REQUEST).body()).isEqualTo("from 127.0.0.1 to " + appliance.port());
                assertThat(client.ask(REQUEST).body()).isEqualTo("from 127.0.0.1 to " + appliance.port());
            }
        }
    }

    @Test
    void a_server_that_expects_a_header_and_gets_none_is_red() throws Exception {
        int port = ScriptedOrigin.unusedPort();
        try (Haproxy haproxy = new Haproxy(behind(port), port);
                TestAppliance appliance = TestAppliance.start("[{ type: http }]", List.of(port))) {
            appliance.awaitCell(0, null, CellState.DOWN);

            assertThat(appliance.cell(0, null).reason()).containsAnyOf("reset", "closed");
        }
    }

    private static String behind(int port) {
        return """
                frontend behind
                  mode http
                  bind 127.0.0.1:%d accept-proxy
                  http-request return status 200 content-type text/plain lf-string "from %%[src] to %%[dst_port]"
                """.formatted(port);
    }

    /** One HAProxy with a section of configuration, listening at this port. */
    private final class Haproxy implements AutoCloseable {
        private final Process process;
        private final int port;
        private final boolean before;

        Haproxy(String section, int port) throws IOException {
            assumeThat(HAPROXY)
                    .as("haproxy is not installed (apt-get install haproxy)")
                    .isExecutable();
            this.port = port;
            this.before = section.contains("127.0.0.2");
            Path config = Files.writeString(folder.resolve("haproxy.cfg"), """
                    defaults
                      timeout connect 5s
                      timeout client 10s
                      timeout server 10s
                    %s
                    """.formatted(section));
            process = new ProcessBuilder(HAPROXY.toString(), "-db", "-f", config.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            await().until(this::listens);
        }

        private boolean listens() {
            try {
                client().close();
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        WireEnd client() throws IOException {
            return before ? WireEnd.between(clientAddress(), "127.0.0.2", port) : WireEnd.to(port);
        }

        String clientAddress() {
            return "127.0.0.3";
        }

        @Override
        public void close() {
            process.destroy();
            process.onExit().orTimeout(5, TimeUnit.SECONDS).join();
        }
    }
}
