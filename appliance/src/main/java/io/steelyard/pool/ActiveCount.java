package io.steelyard.pool;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A number that all event loops count up and down and that is read for every pick: one word, so that a read is one load
 * and not a sum, alone on its cache lines, so that it slows down nobody who reads what lies beside it.
 */
final class ActiveCount {
    private static final int LONGS_PER_CACHE_LINE = 8;

    private final AtomicLongArray padded = new AtomicLongArray(2 * LONGS_PER_CACHE_LINE);

    void up() {
        padded.getAndIncrement(LONGS_PER_CACHE_LINE);
    }

    /** Counts up, unless there are as many as that already. */
    boolean upUnless(int most) {
        while (true) {
            long present = padded.get(LONGS_PER_CACHE_LINE);
            if (present >= most) {
                return false;
            }
            if (padded.compareAndSet(LONGS_PER_CACHE_LINE, present, present + 1)) {
                return true;
            }
        }
    }

    void down() {
        padded.getAndDecrement(LONGS_PER_CACHE_LINE);
    }

    long get() {
        return padded.get(LONGS_PER_CACHE_LINE);
    }
}
