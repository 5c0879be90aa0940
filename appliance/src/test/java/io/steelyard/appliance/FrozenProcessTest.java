package io.steelyard.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.steelyard.wire.ScriptedOrigin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to the appliance's own process is held against no real server, and mends itself. */
class FrozenProcessTest {
    /** Well beyond the probes' deadlines. */
    private static final Duration FROZEN = Duration.ofSeconds(4);

    @TempDir
    Path folder = Path.of(".");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger probes = new AtomicInteger();
    private final CountDownLatch thawed = new CountDownLatch(1);
    private volatile boolean holds;
    private volatile boolean held;
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            if (holds) {
                held = true;
                awaitThaw();
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            probes.incrementAndGet();
        });
        server.start();
    }

    private void awaitThaw() {
        try {
            thawed.await();
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    @AfterEach
    void endServer() {
        thawed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    /** One verdict of down would be enough. */
    private StartedProcess start() throws IOException {
        return StartedProcess.start(folder, """
                virtualServices:
                  - name: frozen
                    address: 127.0.0.1
                    port: %d
                    health: { interval: 200ms, fastInterval: 100ms, connectTimeout: 1s, responseTimeout: 1s, fall: 1 }
                    healthChecks: [{ type: http }]
                    realServers: [{ address: 127.0.0.1, port: %d }]
                """.formatted(
                        ScriptedOrigin.unusedPort(), server.getAddress().getPort()));
    }

    private static boolean isUp(JsonNode cell) {
        return cell.path("state").asText().equals("up");
    }

    @Test
    void a_process_that_was_frozen_in_the_middle_of_a_probe_goes_on_by_itself_and_takes_no_server_down()
            throws Exception {
        try (StartedProcess appliance = start()) {
            String upSince =
                    appliance.awaitCell(FrozenProcessTest::isUp).path("since").asText();
            holds = true;
            await().until(() -> held);
            appliance.signal("STOP");
            await().pollDelay(FROZEN).until(() -> true);
            holds = false;
            int before = probes.get();

            appliance.signal("CONT");

            await().atMost(Duration.ofSeconds(10)).until(() -> probes.get() > before + 3);
            JsonNode cell = appliance.awaitCell(FrozenProcessTest::isUp);
            assertThat(cell.path("since").asText()).isEqualTo(upSince);
            assertThat(appliance.said())
                    .contains("This process did not run for")
                    .doesNotContain("\tat ");
        }
    }
}
