package io.steelyard.limit;

/**
 * How often something may happen: so many times a second on average, and so many at once after a quiet time. Immutable.
 *
 * @param intervalNanos between two, on average; at least 1
 * @param burst how many may come at once, at least 1
 */
public record Rate(long intervalNanos, int burst) {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    public Rate {
        if (intervalNanos < 1 || burst < 1) {
            throw new IllegalArgumentException("an interval of " + intervalNanos + " ns, " + burst + " at once");
        }
    }

    /**
     * So many a second.
     *
     * @param perSecond 1–10⁹
     */
    public static Rate of(int perSecond, int burst) {
        return new Rate(NANOS_PER_SECOND / perSecond, burst);
    }
}
