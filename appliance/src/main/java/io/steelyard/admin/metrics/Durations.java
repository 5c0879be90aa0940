package io.steelyard.admin.metrics;

import java.util.concurrent.atomic.LongAdder;

/**
 * A histogram of durations from 0.5 ms to 60 s, in buckets by kind of outcome. Observing is one step over at most
 * sixteen bounds and two additions, without a lock or an allocation; any thread may.
 */
final class Durations {
    private static final double[] BOUNDS = {
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, Double.POSITIVE_INFINITY
    };
    private static final long[] BOUNDS_NANOS = nanos();

    private final LongAdder[] counts;
    private final LongAdder sumNanos = new LongAdder();

    /**
     * Makes an empty histogram.
     *
     * @param kinds how many kinds of outcome are counted apart
     */
    Durations(int kinds) {
        counts = new LongAdder[kinds * BOUNDS.length];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    void observe(int kind, long nanos) {
        counts[kind * BOUNDS.length + bucket(nanos)].increment();
        sumNanos.add(nanos);
    }

    /** How many outcomes of that kind there were. */
    long count(int kind) {
        long count = 0;
        for (int i = 0; i < BOUNDS.length; i++) {
            count += counts[kind * BOUNDS.length + i].sum();
        }
        return count;
    }

    /** Outcomes of every kind by bucket, each outcome in one bucket only. */
    long[] buckets() {
        long[] buckets = new long[BOUNDS.length];
        for (int i = 0; i < counts.length; i++) {
            buckets[i % BOUNDS.length] += counts[i].sum();
        }
        return buckets;
    }

    double sumSeconds() {
        return sumNanos.sum() / 1e9;
    }

    /** The buckets' upper bounds in seconds, inclusive; the last is infinite. */
    static double[] bounds() {
        return BOUNDS.clone();
    }

    private static int bucket(long nanos) {
        int bucket = 0;
        while (nanos > BOUNDS_NANOS[bucket]) {
            bucket++;
        }
        return bucket;
    }

    private static long[] nanos() {
        long[] nanos = new long[BOUNDS.length];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = i == nanos.length - 1 ? Long.MAX_VALUE : Math.round(BOUNDS[i] * 1e9);
        }
        return nanos;
    }
}
