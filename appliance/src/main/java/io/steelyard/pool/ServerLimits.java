package io.steelyard.pool;

import io.steelyard.limit.Rate;
import org.jspecify.annotations.Nullable;

/**
 * What a real server takes at most. Immutable.
 *
 * @param places exchanges at once; 0 for however many
 * @param rate of new exchanges; null for whatever comes
 */
record ServerLimits(int places, @Nullable Rate rate) {
    /** At a given rate, a real server may get at once what comes in this part of a second. */
    private static final int BURSTS_PER_SECOND = 10;

    /**
     * The limits of a real server, null where it has none.
     *
     * @param places as configured, 0 for however many
     * @param perSecond as configured, 0 for whatever comes
     * @param byAgent what its agent says; null or 0 where it says nothing
     */
    static @Nullable ServerLimits of(int places, int perSecond, @Nullable Integer byAgent) {
        int fewest = fewer(places, byAgent == null ? 0 : byAgent);
        if (fewest == 0 && perSecond == 0) {
            return null;
        }
        Rate rate = perSecond == 0 ? null : Rate.of(perSecond, Math.max(1, perSecond / BURSTS_PER_SECOND));
        return new ServerLimits(fewest, rate);
    }

    /** The lower of two limits of which 0 is none. */
    private static int fewer(int one, int other) {
        return one == 0 || other == 0 ? Math.max(one, other) : Math.min(one, other);
    }
}
