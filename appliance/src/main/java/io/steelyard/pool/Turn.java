package io.steelyard.pool;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Whose turn it is: a number that goes up by one for each choice and outlives the set of candidates. The one word that
 * all event loops write stands alone on its cache line, so that they slow down nobody who reads what lies beside it.
 */
final class Turn {
    private static final int LONGS_PER_CACHE_LINE = 8;

    private final AtomicLongArray padded = new AtomicLongArray(2 * LONGS_PER_CACHE_LINE);

    /** From 0 on; 2⁶³ turns are more than will ever be taken. */
    long next() {
        return padded.getAndIncrement(LONGS_PER_CACHE_LINE);
    }
}
