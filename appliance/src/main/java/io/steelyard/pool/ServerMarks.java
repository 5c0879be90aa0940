package io.steelyard.pool;

/**
 * What has happened to a real server beside its health checks, as far as it matters for who gets requests. Immutable.
 *
 * @param ramp the share of its weight that it has since it came back, in percent, 1–100
 */
public record ServerMarks(int ramp) {
    /** Nothing has happened. */
    public static final ServerMarks NONE = new ServerMarks(100);

    ServerMarks withRamp(int percent) {
        return new ServerMarks(percent);
    }

    /** The share of its weight that it has now, in percent. */
    int share() {
        return ramp;
    }
}
