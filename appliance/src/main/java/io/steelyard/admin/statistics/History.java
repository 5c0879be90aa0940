package io.steelyard.admin.statistics;

import java.time.Duration;
import java.time.Instant;

/** The last hour and the last day of one virtual service or real server. Not thread-safe. */
final class History {
    /** What is told of. */
    enum Range {
        HOUR(Duration.ofSeconds(10), 360),
        DAY(Duration.ofMinutes(5), 288);

        final Duration step;
        final int steps;

        Range(Duration step, int steps) {
            this.step = step;
            this.steps = steps;
        }
    }

    /** About what one takes: its values, and the counters that they are told from. */
    static final long BYTES = Ring.bytes(Range.HOUR.steps) + Ring.bytes(Range.DAY.steps) + 600;

    private final Ring hour = new Ring(Range.HOUR.step, Range.HOUR.steps);
    private final Ring day = new Ring(Range.DAY.step, Range.DAY.steps);
    private Counters atLastSample = Counters.ZERO;
    private Counters atLastStep = Counters.ZERO;

    /** @param endOfStep whether a step of the day ends now, too */
    void add(Instant now, Counters counters, boolean endOfStep) {
        hour.add(now, counters.since(atLastSample));
        atLastSample = counters;
        if (endOfStep) {
            day.add(now, counters.since(atLastStep));
            atLastStep = counters;
        }
    }

    double[] series(Range range, int name, Instant now) {
        return (range == Range.HOUR ? hour : day).series(name, now);
    }
}
