package io.steelyard.pool;

import static io.steelyard.pool.PoolFixture.request;
import static io.steelyard.pool.PoolFixture.weighted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BestOfTwoTest {
    private static final PickRequest ANY = request("www.surveyor.lab");
    private static final long MILLI = 1_000_000;

    private final AtomicLong now = new AtomicLong(MILLI);

    private static RealServer take(Schedule schedule) {
        RealServer chosen = Objects.requireNonNull(schedule.choose(ANY));
        chosen.exchangeBegan();
        return chosen;
    }

    @Test
    void exchanges_that_never_end_are_nearly_alike_on_all() {
        int[] weights = new int[100];
        Arrays.fill(weights, 1000);
        Candidates candidates = weighted(weights);
        Schedule schedule = BestOfTwo.byExchanges().schedule(candidates, null);
        for (int i = 0; i < 10_000; i++) {
            take(schedule);
        }

        assertThat(candidates.servers())
                .allSatisfy(server -> assertThat(server.activeExchanges()).isBetween(94L, 106L));
    }

    @Test
    void double_the_weight_bears_double_the_exchanges() {
        Candidates candidates = weighted(1000, 2000, 500, 500);
        Schedule schedule = BestOfTwo.byExchanges().schedule(candidates, null);
        for (int i = 0; i < 4000; i++) {
            take(schedule);
        }

        assertThat((double) candidates.server(0).activeExchanges()).isCloseTo(1000, within(30.0));
        assertThat((double) candidates.server(1).activeExchanges()).isCloseTo(2000, within(30.0));
        assertThat((double) candidates.server(2).activeExchanges()).isCloseTo(500, within(30.0));
    }

    @Test
    void with_nothing_to_do_each_is_chosen_as_often_as_its_weight_says() {
        Candidates candidates = weighted(1000, 3000, 1000);
        Schedule schedule = BestOfTwo.byExchanges().schedule(candidates, null);
        int heavy = 0;
        for (int i = 0; i < 10_000; i++) {
            heavy += schedule.choose(ANY) == candidates.server(1) ? 1 : 0;
        }

        assertThat((double) heavy).isCloseTo(6000, within(300.0));
    }

    @Test
    void under_load_a_real_server_that_answers_in_a_third_of_the_time_gets_about_three_times_the_requests() {
        Candidates candidates = weighted(1000, 1000);
        int[] served = serve(candidates, 24, 30_000, new long[] {10 * MILLI, 30 * MILLI}, new int[2]);

        assertThat(served[0] / (double) served[1]).isBetween(2.2, 4.5);
    }

    @Test
    void a_real_server_that_becomes_slow_loses_its_requests_and_gets_them_back() {
        Candidates candidates = weighted(1000, 1000, 1000);
        long[] takes = {10 * MILLI, 10 * MILLI, 10 * MILLI};
        serve(candidates, 24, 10_000, takes, new int[3]);
        takes[2] = 1000 * MILLI;
        int[] slow = serve(candidates, 24, 10_000, takes, new int[3]);
        takes[2] = 10 * MILLI;
        serve(candidates, 24, 30_000, takes, new int[3]);
        int[] recovered = serve(candidates, 24, 10_000, takes, new int[3]);

        assertThat(slow[2]).isLessThan(500);
        assertThat(recovered[2]).isGreaterThan(2000);
    }

    @Test
    void errors_that_come_quickly_attract_nobody() {
        Candidates candidates = weighted(1000, 1000);
        serve(candidates, 12, 2000, new long[] {20 * MILLI, 20 * MILLI}, new int[2]);
        candidates.server(0).answered(503, 1000, now.get());

        assertThat(candidates.server(0).responseMicros(now.get()))
                .isCloseTo(candidates.server(1).responseMicros(now.get()), within(100.0));
    }

    /** So many clients, each with one request at a time; a real server answers each in its own time. */
    private int[] serve(Candidates candidates, int clients, int requests, long[] takes, int[] served) {
        record Answer(long at, int server, long took) {}
        PriorityQueue<Answer> answers = new PriorityQueue<>((a, b) -> Long.compare(a.at, b.at));
        // Each real server has a few workers: what comes on top waits.
        long[][] free = new long[candidates.size()][4];
        Schedule schedule = BestOfTwo.byResponseTime(now::get).schedule(candidates, null);
        for (int sent = 0; sent < requests || !answers.isEmpty(); ) {
            if (sent < requests && answers.size() < clients) {
                int server = candidates.servers().indexOf(take(schedule));
                Arrays.sort(free[server]);
                long begins = Math.max(now.get(), free[server][0]);
                free[server][0] = begins + takes[server];
                answers.add(new Answer(begins + takes[server], server, begins + takes[server] - now.get()));
                served[server]++;
                sent++;
                continue;
            }
            Answer next = answers.remove();
            now.set(next.at);
            candidates.server(next.server).exchangeEnded();
            candidates.server(next.server).answered(200, next.took, now.get());
        }
        return served;
    }
}
