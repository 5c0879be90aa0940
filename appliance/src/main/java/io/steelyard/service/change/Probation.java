package io.steelyard.service.change;

import java.time.Duration;
import java.time.Instant;

/**
 * A revision that runs but is not in the configuration file: unless it is confirmed in time, the one before runs again.
 *
 * @param revision the one that runs
 * @param fallback the confirmed one, which the file holds
 * @param until when it is over
 */
public record Probation(long revision, long fallback, Instant until) {
    public static final Duration SHORTEST = Duration.ofSeconds(10);
    public static final Duration LONGEST = Duration.ofHours(1);
}
