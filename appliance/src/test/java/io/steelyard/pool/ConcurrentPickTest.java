package io.steelyard.pool;

import static io.steelyard.pool.PoolFixture.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.Scheduling;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConcurrentPickTest {
    private static final int LOOPS = 4;
    private static final int PICKS = 20_000;

    @ParameterizedTest
    @EnumSource(Scheduling.class)
    void while_event_loops_pick_and_real_servers_come_and_go_nobody_gets_one_that_was_never_there(Scheduling scheduling)
            throws Exception {
        List<ServerStatus> servers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            servers.add(server("192.0.2." + i, 1000, "*=up"));
        }
        servers.add(server("out", 0, "*=up"));
        Pool pool = new Pool(PoolFixture.SERVICE, servers, SchedulingMethod.of(scheduling));
        ExecutorService loops = Executors.newFixedThreadPool(LOOPS + 1);
        try {
            List<Future<long[]>> counts = new ArrayList<>();
            for (int loop = 0; loop < LOOPS; loop++) {
                int seed = loop;
                counts.add(loops.submit(() -> pick(pool, servers, seed)));
            }
            Future<?> changes = loops.submit((Callable<Void>) () -> {
                for (int i = 0; i < 2000; i++) {
                    pool.disable("192.0.2." + i % 4);
                    pool.enable("192.0.2." + i % 4);
                }
                return null;
            });
            changes.get();
            long all = 0;
            for (Future<long[]> count : counts) {
                long[] chosen = count.get();
                assertThat(chosen[5]).isZero();
                for (long of : chosen) {
                    all += of;
                }
            }
            assertThat(all).isEqualTo((long) LOOPS * PICKS);
        } finally {
            loops.shutdownNow();
        }
        assertThat(servers).allMatch(status -> status.server().activeExchanges() == 0);
    }

    private static long[] pick(Pool pool, List<ServerStatus> servers, int seed) {
        long[] counts = new long[servers.size()];
        List<RealServer> known = servers.stream().map(ServerStatus::server).toList();
        for (int i = 0; i < PICKS; i++) {
            int client = seed * PICKS + i;
            RealServer chosen = Objects.requireNonNull(
                    pool.pick(new KeyedRequest(10 << 24 | client, "/" + client + "?", "user" + client)));
            chosen.exchangeBegan();
            counts[known.indexOf(chosen)]++;
            chosen.answered(200, 1000 + i, System.nanoTime());
            chosen.exchangeEnded();
        }
        return counts;
    }
}
