package io.steelyard.limit;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many events one thread has counted in each of the last seconds. One thread counts, at the cost of a load and a store;
 * any may read.
 *
 * <p>One word for each second: which second it is, and below that how many.
 */
public final class RecentCount {
    /** Seconds that are remembered, at the least. */
    public static final int SECONDS = 10;

    private static final int SLOTS = 16;
    private static final int COUNT_BITS = 26;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;
    private static final long SECOND_MASK = (1L << (Long.SIZE - COUNT_BITS)) - 1;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final AtomicLongArray slots = new AtomicLongArray(SLOTS);

    /** Counts one. Always from the same thread. */
    public void count(long nowNanos) {
        long second = second(nowNanos);
        int slot = (int) (second & (SLOTS - 1));
        long present = slots.getPlain(slot);
        long slotSecond = present >>> COUNT_BITS;
        if (slotSecond > second) {
            return; // what began so long ago is no matter of the last seconds
        }
        if (slotSecond < second) {
            slots.setOpaque(slot, second << COUNT_BITS | 1);
        } else if ((present & COUNT_MASK) < COUNT_MASK) {
            slots.setOpaque(slot, present + 1);
        }
    }

    /** How many in the last {@value #SECONDS} seconds, the present one among them. */
    public long recent(long nowNanos) {
        long now = second(nowNanos);
        long sum = 0;
        for (long second = now - SECONDS + 1; second <= now; second++) {
            long present = slots.getOpaque((int) (second & (SLOTS - 1)));
            if (present >>> COUNT_BITS == (second & SECOND_MASK)) {
                sum += present & COUNT_MASK;
            }
        }
        return sum;
    }

    /** The number of a second, never negative. */
    static long second(long nowNanos) {
        return Math.floorDiv(nowNanos, NANOS_PER_SECOND) & SECOND_MASK;
    }
}
