package io.steelyard.pool;

import java.time.Duration;

/**
 * How a real server's weight grows after it has come back: from {@value #FIRST} % in a straight line to all of it, in
 * steps of about {@value #STEP} %. Pure.
 *
 * @param over how long that takes; zero for no slow start
 */
public record SlowStart(Duration over) {
    /** The share that it begins with, in percent. */
    static final int FIRST = 10;

    /** The least growth that is worth a new roster, in percent. */
    static final int STEP = 5;

    /** No roster is made more often than this for the sake of slow start. */
    static final Duration SHORTEST_STEP = Duration.ofMillis(100);

    public static final SlowStart OFF = new SlowStart(Duration.ZERO);

    boolean isOn() {
        return !over.isZero();
    }

    /** The share of its weight, in percent, so long after it came back. */
    int percentAfter(long nanos) {
        long whole = over.toNanos();
        if (nanos >= whole) {
            return 100;
        }
        return FIRST + (int) ((100 - FIRST) * (Math.max(0, nanos) / (double) whole));
    }

    /** Between two steps, in nanoseconds. */
    long stepNanos() {
        return Math.max(over.toNanos() * STEP / (100 - FIRST), SHORTEST_STEP.toNanos());
    }

    /**
     * Whether a real server has come back just now: it was down or disabled, and takes requests. One that waited for its
     * first verdicts has not: at the start of the appliance all of them come at once.
     */
    static boolean begins(ServerStatus before, ServerStatus after) {
        boolean wasOut = before.state() == ServerState.DOWN || before.state() == ServerState.DISABLED;
        return wasOut && after.takesSome();
    }
}
