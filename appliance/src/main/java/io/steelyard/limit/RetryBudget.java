package io.steelyard.limit;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How many requests may be tried again on another real server, so that real servers in trouble do not get several times
 * the requests that brought them there: within the last {@value RecentCount#SECONDS} seconds a share of the requests that
 * came, and a few each second however few came. Thread-safe, without a lock; costs a request that is not tried again
 * what {@link RecentCount} costs.
 *
 * <p>The idea is that of Finagle's and Envoy's retry budgets.
 */
public final class RetryBudget {
    private final List<RecentCount> requests;
    private final AtomicReference<Spent> spent = new AtomicReference<>(new Spent(0, new int[RecentCount.SECONDS]));

    /** The retries of the last seconds: the number of the latest second, and the counts, that of the latest last. Immutable. */
    private static final class Spent {
        private final long second;
        private final int[] counts;

        Spent(long second, int[] counts) {
            this.second = second;
            this.counts = counts;
        }

        Spent at(long now) {
            if (now <= second) {
                return this;
            }
            int[] moved = new int[counts.length];
            int by = (int) Math.min(counts.length, now - second);
            System.arraycopy(counts, by, moved, 0, counts.length - by);
            return new Spent(now, moved);
        }

        long sum() {
            long sum = 0;
            for (int count : counts) {
                sum += count;
            }
            return sum;
        }

        Spent andOneMore() {
            int[] more = counts.clone();
            more[more.length - 1]++;
            return new Spent(second, more);
        }
    }

    /** @param requests what the event loops count, one each */
    public RetryBudget(List<RecentCount> requests) {
        this.requests = List.copyOf(requests);
    }

    /**
     * Takes one retry out of the budget, if there is one left.
     *
     * @param percent of the requests, 0–100
     * @param leastPerSecond 0 for none beyond that share
     */
    public boolean take(int percent, int leastPerSecond, long nowNanos) {
        long allowed = Math.max(requests(nowNanos) * percent / 100, (long) leastPerSecond * RecentCount.SECONDS);
        while (true) {
            Spent before = Objects.requireNonNull(spent.get());
            Spent present = before.at(RecentCount.second(nowNanos));
            if (present.sum() >= allowed) {
                return false;
            }
            if (spent.compareAndSet(before, present.andOneMore())) {
                return true;
            }
        }
    }

    private long requests(long nowNanos) {
        long sum = 0;
        for (RecentCount each : requests) {
            sum += each.recent(nowNanos);
        }
        return sum;
    }
}
