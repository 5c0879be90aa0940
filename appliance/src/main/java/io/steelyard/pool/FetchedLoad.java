package io.steelyard.pool;

import org.jspecify.annotations.Nullable;

/**
 * What a number that was fetched from a real server makes of its weight. Immutable.
 *
 * @param number the last one that counts; null where there is none, and the configured weight counts
 * @param percent the share of the configured weight, 1–100
 * @param failure why no number could be had last time, in words; empty where one was
 */
public record FetchedLoad(@Nullable Integer number, int percent, String failure) {
    /** Nothing is fetched, or was yet. */
    public static final FetchedLoad NONE = new FetchedLoad(null, 100, "");

    private static final int MOST = 100;

    /** A real server that says how busy it is; it never loses all of its weight, however busy. */
    public static FetchedLoad ofLoad(int load) {
        return of(load, MOST - Math.max(0, Math.min(MOST, load)));
    }

    /** A real server that says what part of its weight it can take. */
    public static FetchedLoad ofCapacity(int capacity) {
        return of(capacity, Math.min(MOST, capacity));
    }

    private static FetchedLoad of(int number, int percent) {
        return new FetchedLoad(number, Math.max(1, percent), "");
    }

    /** The same, but no other could be had. */
    public FetchedLoad failing(String why) {
        return new FetchedLoad(number, percent, why);
    }

    /** Nothing to go by any more. */
    public FetchedLoad outdated() {
        return new FetchedLoad(null, MOST, failure);
    }
}
