package io.steelyard.journal;

import java.time.Duration;

/**
 * How often a delivery is tried, and the pauses between: each twice as long as the one before.
 *
 * @param attempts at least 1
 * @param first the pause after the first failure
 * @param longest no pause is longer
 */
public record Retry(int attempts, Duration first, Duration longest) {

    /** For those that keep trying for some minutes. */
    static Retry times(int attempts) {
        return new Retry(attempts, Duration.ofSeconds(1), Duration.ofMinutes(1));
    }

    /** How long to wait after so many failures, from 1. */
    Duration pause(int failures) {
        long factor = 1L << Math.min(failures - 1, 30);
        Duration pause = first.multipliedBy(factor);
        return pause.compareTo(longest) > 0 ? longest : pause;
    }
}
