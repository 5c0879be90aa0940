package io.steelyard.pool;

import static io.steelyard.pool.PoolFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.Scheduling;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FetchedLoadTest {
    private final Pool pool =
            new Pool("shop", List.of(server("a"), server("b")), SchedulingMethod.of(Scheduling.RESOURCE));

    private static ServerStatus server(String name) {
        RealServer server = new RealServer(name, new InetSocketAddress("192.0.2.1", 80));
        return ServerStatus.of(server, true, false, 1000, List.of());
    }

    private Map<String, Integer> shares(int requests) {
        Map<String, Integer> shares = new TreeMap<>();
        for (int i = 0; i < requests; i++) {
            shares.merge(Objects.requireNonNull(pool.pick(request("www.lab"))).name(), 1, Integer::sum);
        }
        return shares;
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1000", "50, 0, 667", "90, 10, 200", "100, 0, 20", "100, 100, 1000"})
    void requests_are_shared_out_by_what_is_not_taken_yet(int loadOfA, int loadOfB, int shareOfA) {
        pool.fetched("a", FetchedLoad.ofLoad(loadOfA));
        pool.fetched("b", FetchedLoad.ofLoad(loadOfB));
        int all = 2000;

        assertThat(shares(all).get("a")).isBetween(shareOfA - 2, shareOfA + 2);
    }

    @Test
    void a_number_an_agent_and_a_slow_start_count_together() {
        pool.fetched("a", FetchedLoad.ofCapacity(50));
        pool.agentSays("a", AgentWord.NONE.after(AgentLine.parse("40%")));

        assertThat(pool.roster().servers().get(0).effectiveWeight()).isEqualTo(200);
    }

    @Test
    void numbers_that_change_all_the_time_leave_the_others_their_turns() {
        IntStream.range(0, 200).forEach(i -> {
            pool.fetched("a", FetchedLoad.ofLoad(i % 2));
            assertThat(pool.pick(request("www.lab"))).isNotNull();
        });

        assertThat(shares(200).get("b")).isBetween(99, 102);
    }
}
