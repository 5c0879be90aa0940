package io.steelyard.limit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A bucket of tokens that fills at a {@link Rate} and from which each event takes one. Thread-safe, without a lock.
 *
 * <p>Kept as one number, the moment at which the bucket will be full again (the "theoretical arrival time" of the generic
 * cell rate algorithm, ITU-T I.371): a token moves it on by the rate's interval, and there is none when that moment would
 * be further away than all the bucket holds. The rate is told at each call, so it can change at any time. In any span of
 * {@code n} intervals at most {@code n + burst} tokens are given.
 */
public final class TokenBucket {
    private final AtomicLong fullAt;

    /** A full bucket. */
    public TokenBucket(long nowNanos) {
        fullAt = new AtomicLong(nowNanos);
    }

    /** Takes a token if there is one. */
    public boolean take(Rate rate, long nowNanos) {
        while (true) {
            long present = fullAt.get();
            long next = latest(present, nowNanos) + rate.intervalNanos();
            if (next - nowNanos > capacity(rate)) {
                return false;
            }
            if (fullAt.compareAndSet(present, next)) {
                return true;
            }
        }
    }

    /** Gives one back that was taken and not needed. */
    public void giveBack(Rate rate) {
        fullAt.addAndGet(-rate.intervalNanos());
    }

    /** How long until there is a token; 0 where there is one. */
    public long nanosUntilToken(Rate rate, long nowNanos) {
        long next = latest(fullAt.get(), nowNanos) + rate.intervalNanos();
        return Math.max(0, next - nowNanos - capacity(rate));
    }

    /** Whether nothing is known of the past any more: all tokens are there. */
    public boolean isFull(long nowNanos) {
        return fullAt.get() - nowNanos <= 0;
    }

    private static long capacity(Rate rate) {
        return rate.intervalNanos() * rate.burst();
    }

    /** The later of two moments of a clock that may wrap around. */
    private static long latest(long one, long other) {
        return one - other > 0 ? one : other;
    }
}
