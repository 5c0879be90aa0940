package io.steelyard.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.PooledByteBufAllocator;
import io.steelyard.health.settings.Quantities;
import io.steelyard.pool.ServerStatus;
import io.steelyard.wire.LogTraces;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Everything at once: real servers that are killed and come back, clients that read slowly, break off, send half and say
 * nothing more. With {@code -Dsteelyard.soak=10m} for that long; for two seconds otherwise.
 */
class SoakTest {
    private static final int CLIENTS = 24;

    /** What may be held beyond what was after the first third: caches that fill, compiled code's own. */
    private static final long MOST_GROWTH = 16 << 20;

    @Test
    void nobody_is_stuck_nothing_leaks_and_memory_stays_flat() throws Exception {
        Duration length = Quantities.duration(System.getProperty("steelyard.soak", "2s"));
        long begin = System.nanoTime();
        try (LogTraces traces = LogTraces.watch();
                MortalServers servers = MortalServers.start(3);
                LiveFarm farm = LiveFarm.start(settings(servers))) {
            RoughClients clients = RoughClients.start(CLIENTS, farm.port());
            servers.dieAndComeBackUntil(begin + length.toNanos() / 3);
            long before = held();
            servers.dieAndComeBackUntil(begin + length.toNanos());
            servers.comeBack();
            clients.end();
            long after = held();

            assertThat(clients.failures()).isEmpty();
            assertThat(clients.served()).isPositive();
            // Where all of them were found dead, the next look is up to five seconds away, and two must be good.
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> farm.get("/small").statusCode() == 200);
            assertThat(after - before)
                    .as("bytes held more than after a third of the time")
                    .isLessThan(MOST_GROWTH);
            farm.services().drain().toCompletableFuture().get(20, java.util.concurrent.TimeUnit.SECONDS);
            assertThat(farm.service().roster().servers().stream()
                            .map(ServerStatus::server)
                            .mapToLong(server -> server.activeExchanges())
                            .sum())
                    .isZero();
            traces.assertNone();
        }
    }

    private static String settings(MortalServers servers) {
        String realServers = servers.ports().stream()
                .map(port -> "  - { address: 127.0.0.1, port: " + port + " }")
                .collect(Collectors.joining("\n"));
        return "timeouts: { head: 1s, body: 1s, write: 2s, response: 2s }\n"
                + "healthChecks: [ { type: http, path: /small } ]\nrealServers:\n" + realServers + "\n";
    }

    /** Bytes that live on after a collection, in the heap and in buffers outside it. */
    private static long held() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed()
                + PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }
}
