package io.steelyard.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.steelyard.pool.FetchedLoad;
import io.steelyard.pool.ServerStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Real servers that say how busy they are, through real sockets. */
class FetchedLoadEndToEndTest {

    /** Says its number at {@code /load}, and its name everywhere else. */
    private static final class Busy implements AutoCloseable {
        private final AtomicReference<String> number = new AtomicReference<>("0");
        private final AtomicReference<String> askedFor = new AtomicReference<>("");
        private final HttpServer server;

        Busy(String name) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            server.createContext("/", exchange -> {
                boolean load = exchange.getRequestURI().getPath().equals("/load");
                if (load) {
                    askedFor.set(String.valueOf(exchange.getRequestHeaders().getFirst("Host")));
                }
                byte[] body = (load ? "load=" + number.get() : name).getBytes(StandardCharsets.US_ASCII);
                exchange.sendResponseHeaders(
                        load && Objects.requireNonNull(number.get()).isEmpty() ? 500 : 200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
        }

        int port() {
            return server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    private static FetchedLoad load(LiveFarm farm, int server) {
        return farm.service().roster().servers().get(server).marks().load();
    }

    private static Map<String, Integer> shares(LiveFarm farm, int requests) throws Exception {
        Map<String, Integer> shares = new TreeMap<>();
        for (int i = 0; i < requests; i++) {
            shares.merge(farm.get("/").body(), 1, Integer::sum);
        }
        return shares;
    }

    @Test
    void requests_are_shared_out_by_what_the_numbers_leave_of_the_weights() throws Exception {
        try (Busy a = new Busy("a");
                Busy b = new Busy("b");
                LiveFarm farm = LiveFarm.start("realServers:\n  - { address: 127.0.0.1, port: " + a.port()
                        + " }\n  - { address: 127.0.0.1, port: " + b.port() + " }\nscheduling: resource\n"
                        + "resource: { interval: 100ms, host: load.lab, pattern: 'load=(\\d+)' }")) {
            a.number.set("25");
            b.number.set("75");
            await().untilAsserted(() -> {
                assertThat(load(farm, 0).number()).isEqualTo(25);
                assertThat(load(farm, 1).number()).isEqualTo(75);
            });

            assertThat(shares(farm, 40)).containsExactly(Map.entry("a", 30), Map.entry("b", 10));
            assertThat(a.askedFor).hasValue("load.lab");

            b.number.set("");
            await().untilAsserted(() -> assertThat(load(farm, 1).failure()).contains("500"));

            assertThat(farm.service().roster().servers())
                    .extracting(ServerStatus::effectiveWeight)
                    .containsExactly(750, 250);
        }
    }
}
