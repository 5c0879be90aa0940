package io.steelyard.health;

import java.time.Duration;

/**
 * When a cell is probed, and how many verdicts it takes to change its state.
 *
 * @param interval from the start of one probe to the start of the next
 * @param fastInterval the same while the cell is changing its mind, or has none yet; has no effect where it is the longer one
 */
public record ProbeSchedule(Duration interval, Duration fastInterval, Thresholds thresholds) {
    public ProbeSchedule {
        if (interval.isNegative() || interval.isZero() || fastInterval.isNegative() || fastInterval.isZero()) {
            throw new IllegalArgumentException("intervals must be longer than 0: " + interval + ", " + fastInterval);
        }
    }

    /** From the start of the last probe to the start of the next, in nanoseconds. */
    long gapNanos(boolean fast) {
        return fast ? Math.min(fastInterval.toNanos(), interval.toNanos()) : interval.toNanos();
    }
}
