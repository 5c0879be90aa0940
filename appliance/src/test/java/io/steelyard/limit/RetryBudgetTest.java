package io.steelyard.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    private static final long SECOND = 1_000_000_000L;

    private final RecentCount one = new RecentCount();
    private final RecentCount other = new RecentCount();
    private final RetryBudget budget = new RetryBudget(List.of(one, other));

    @Test
    void a_share_of_the_requests_of_all_event_loops_may_be_tried_again() {
        requests(one, 0, 300);
        requests(other, SECOND, 700);

        assertThat(retries(20, 0, 2 * SECOND, 1000)).isEqualTo(200);
    }

    @Test
    void a_few_may_be_however_few_requests_there_are() {
        requests(one, 0, 1);

        assertThat(retries(20, 3, 0, 1000)).isEqualTo(30);
        assertThat(retries(20, 3, 9 * SECOND, 1000)).isZero();
        assertThat(retries(20, 3, 10 * SECOND, 1000)).isEqualTo(30);
    }

    @Test
    void without_a_budget_there_is_none() {
        requests(one, 0, 1000);

        assertThat(retries(0, 0, 0, 10)).isZero();
    }

    @Test
    void what_is_longer_ago_than_ten_seconds_counts_no_more() {
        requests(one, 0, 1000);

        assertThat(retries(20, 0, 10 * SECOND - 1, 1000)).isEqualTo(200);
        assertThat(retries(20, 0, 10 * SECOND, 1000)).isZero();
    }

    @Test
    void in_no_ten_seconds_are_there_more_than_its_share() {
        List<Integer> perSecond = new ArrayList<>();
        for (int second = 0; second < 60; second++) {
            requests(one, second * SECOND, 50);
            perSecond.add(retries(20, 0, second * SECOND, 1000));
        }

        for (int second = 0; second + 10 <= 60; second++) {
            assertThat(perSecond.subList(second, second + 10).stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isLessThanOrEqualTo(100);
        }
        assertThat(perSecond.stream().mapToInt(Integer::intValue).sum()).isGreaterThan(500);
    }

    @Test
    void a_clock_that_is_below_zero_is_as_good() {
        requests(one, -5 * SECOND, 100);

        assertThat(retries(20, 0, -SECOND, 100)).isEqualTo(20);
        assertThat(retries(20, 0, 4 * SECOND, 100)).isZero();
    }

    @Test
    void threads_together_take_no_more_than_there_is() throws Exception {
        requests(one, 0, 10_000);
        AtomicInteger taken = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> taken.addAndGet(retries(20, 3, 0, 2000)));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(taken).hasValue(2000);
    }

    private static void requests(RecentCount count, long now, int times) {
        for (int i = 0; i < times; i++) {
            count.count(now);
        }
    }

    private int retries(int percent, int leastPerSecond, long now, int times) {
        int taken = 0;
        for (int i = 0; i < times; i++) {
            taken += budget.take(percent, leastPerSecond, now) ? 1 : 0;
        }
        return taken;
    }
}
