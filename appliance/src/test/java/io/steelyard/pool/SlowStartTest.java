package io.steelyard.pool;

import static io.steelyard.pool.PoolFixture.SERVICE;
import static io.steelyard.pool.PoolFixture.change;
import static io.steelyard.pool.PoolFixture.request;
import static io.steelyard.pool.PoolFixture.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.health.CellState;
import io.steelyard.pool.PoolRules.LastResort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlowStartTest {
    private static final Duration OVER = Duration.ofSeconds(30);

    private final SimulatedTime time = new SimulatedTime();
    private final List<Roster> published = new ArrayList<>();

    private Pool pool(ServerStatus... servers) {
        PoolRules rules = new PoolRules(1, new LastResort.None(), new SlowStart(OVER));
        Pool pool = new Pool(SERVICE, List.of(servers), new WeightedRoundRobin(), rules);
        Ramps.lookAfter(pool, time);
        pool.addListener((before, after) -> published.add(after));
        return pool;
    }

    private static void apply(Pool pool, int server, CellState to) {
        pool.apply(change(pool.roster().servers().get(server), 0, to));
    }

    private static int ramp(Pool pool, int server) {
        return pool.roster().servers().get(server).marks().ramp();
    }

    /** Of a hundred requests, how many this real server gets. */
    private static int share(Pool pool, int server) {
        RealServer wanted = pool.roster().servers().get(server).server();
        int got = 0;
        for (int i = 0; i < 1100; i++) {
            got += pool.pick(request("a")) == wanted ? 1 : 0;
        }
        return got / 11;
    }

    @ParameterizedTest(name = "after {0} ms of 30 s: {1} %")
    @CsvSource({"-5, 10", "0, 10", "1, 10", "10000, 40", "15000, 55", "29999, 99", "30000, 100", "9000000, 100"})
    void the_share_grows_in_a_straight_line(long millis, int percent) {
        assertThat(new SlowStart(OVER).percentAfter(millis * 1_000_000)).isEqualTo(percent);
    }

    @Test
    void the_share_never_shrinks_and_ends_at_all_of_it() {
        Random random = new Random(1);
        for (int round = 0; round < 1000; round++) {
            SlowStart slowStart = new SlowStart(Duration.ofNanos(1 + (random.nextLong() >>> 20)));
            long earlier = (long) (random.nextDouble() * slowStart.over().toNanos() * 1.2);
            long later =
                    earlier + (long) (random.nextDouble() * slowStart.over().toNanos());

            assertThat(slowStart.percentAfter(earlier)).isBetween(10, slowStart.percentAfter(later));
            assertThat(slowStart.percentAfter(slowStart.over().toNanos())).isEqualTo(100);
        }
    }

    @Test
    void a_real_server_that_comes_back_begins_with_a_tenth_and_ends_with_all() {
        Pool pool = pool(server("s0:80", "*=up"), server("s1:80", "*=down"));

        apply(pool, 1, CellState.UP);
        assertThat(share(pool, 1)).isEqualTo(9);

        time.pass(OVER.dividedBy(2).plusSeconds(1));
        assertThat(ramp(pool, 1)).isBetween(50, 60);

        time.pass(OVER);
        assertThat(ramp(pool, 1)).isEqualTo(100);
        assertThat(share(pool, 1)).isEqualTo(50);
        assertThat(time.appointments()).isZero();
    }

    @Test
    void a_small_weight_grows_as_smoothly_as_a_big_one() {
        Pool pool = pool(server("s0:80", 1, "*=up"), server("s1:80", 1, "*=down"));

        apply(pool, 1, CellState.UP);

        assertThat(share(pool, 1)).isEqualTo(9);
    }

    @Test
    void however_many_come_back_there_is_one_new_roster_per_beat() {
        ServerStatus[] servers = new ServerStatus[100];
        for (int i = 0; i < servers.length; i++) {
            servers[i] = server("s" + i + ":80", "*=down");
        }
        Pool pool = pool(servers);
        for (int i = 0; i < servers.length; i++) {
            apply(pool, i, CellState.UP);
        }
        published.clear();

        time.pass(OVER.multipliedBy(2));

        assertThat(published).hasSizeBetween(15, 20);
        assertThat(pool.roster().servers()).allMatch(s -> s.marks().ramp() == 100);
    }

    @Test
    void one_that_goes_down_and_comes_back_again_begins_anew() {
        Pool pool = pool(server("s0:80", "*=up"), server("s1:80", "*=down"));
        apply(pool, 1, CellState.UP);
        time.pass(OVER.dividedBy(2));
        apply(pool, 1, CellState.DOWN);

        apply(pool, 1, CellState.UP);
        assertThat(ramp(pool, 1)).isEqualTo(10);

        time.pass(Duration.ofSeconds(4));
        assertThat(ramp(pool, 1)).isBetween(11, 25);
    }

    @Test
    void one_that_the_administrator_enables_begins_slowly_too() {
        Pool pool = pool(server("s0:80", "*=up"), server("s1:80", "*=up"));
        pool.disable("s1:80");

        pool.enable("s1:80");

        assertThat(ramp(pool, 1)).isEqualTo(10);
    }

    @Test
    void first_verdicts_bring_a_real_server_up_with_all_of_its_weight() {
        Pool pool = pool(server("s0:80", "*=pending"));

        apply(pool, 0, CellState.UP);

        assertThat(ramp(pool, 0)).isEqualTo(100);
    }

    @Test
    void without_slow_start_a_real_server_comes_back_with_all_of_its_weight() {
        Pool pool = new Pool(SERVICE, List.of(server("s0:80", "*=down")), new WeightedRoundRobin());
        Ramps.lookAfter(pool, time);

        apply(pool, 0, CellState.UP);

        assertThat(ramp(pool, 0)).isEqualTo(100);
        assertThat(time.appointments()).isZero();
    }
}
