package io.steelyard.health;

/**
 * How many verdicts in a row change a cell's state.
 *
 * @param rise verdicts of up that bring a cell up that is down, at least 1
 * @param fall verdicts of down that take a cell down that is up, at least 1
 */
public record Thresholds(int rise, int fall) {
    public Thresholds {
        if (rise < 1 || fall < 1) {
            throw new IllegalArgumentException("rise and fall must be at least 1: " + rise + ", " + fall);
        }
    }
}
