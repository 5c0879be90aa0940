package io.steelyard.pool;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long a real server takes to answer: an average in which the past fades with time ({@code e^(-t/τ)}, τ of ten
 * seconds) and which jumps at once to any answer that took longer. So a real server that becomes slow is noticed with the
 * first slow answer, and forgiven in tens of seconds; one that gets nothing fades towards zero and is tried again.
 * This is the "peak EWMA" of Twitter's Finagle.
 *
 * <p>Value and time stand in one word. A writer that loses the race against another drops what it measured: the other
 * has just measured as well. Nobody waits. Thread-safe.
 */
final class PeakAverage {
    private static final double FADE_MICROS = TimeUnit.SECONDS.toMicros(10);
    private static final long NOTHING = 0;

    /** The microseconds as a float in the upper half, the time of the last answer in milliseconds in the lower. */
    private final AtomicLong word = new AtomicLong(NOTHING);

    /**
     * Takes in one answer.
     *
     * @param tookNanos how long it took
     * @param nowNanos of the clock that {@link #micros} is asked by
     */
    void add(long tookNanos, long nowNanos) {
        long before = word.get();
        double took = Math.max(1, tookNanos / 1000.0);
        double next = took;
        if (before != NOTHING) {
            double average = average(before);
            if (took < average) {
                double kept = fading(before, nowNanos);
                next = average * kept + took * (1 - kept);
            }
        }
        long now = millis(nowNanos) & 0xffff_ffffL;
        word.compareAndSet(before, ((long) Float.floatToRawIntBits((float) next) << Integer.SIZE) | now);
    }

    /** The average as it has faded until now, in microseconds; 0 where nothing was measured. */
    double micros(long nowNanos) {
        long present = word.get();
        return present == NOTHING ? 0 : average(present) * fading(present, nowNanos);
    }

    private static double average(long word) {
        return Float.intBitsToFloat((int) (word >>> Integer.SIZE));
    }

    private static double fading(long word, long nowNanos) {
        int passed = (int) millis(nowNanos) - (int) word;
        return passed <= 0 ? 1 : Math.exp(-passed * 1000.0 / FADE_MICROS);
    }

    private static long millis(long nanos) {
        return Math.floorDiv(nanos, 1_000_000L);
    }
}
