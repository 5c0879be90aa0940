package io.steelyard.config;

/**
 * Status codes of errors that follow one another.
 *
 * @param from {@value #LEAST}–{@value #MOST}
 * @param to the same, not less than {@code from}; itself in the range
 */
public record StatusRange(int from, int to) {
    public static final int LEAST = 400;
    public static final int MOST = 599;
    static final String ALLOWED = "a status code such as 503 or a range such as 500-599, from 400 to 599";

    public StatusRange {
        if (from < LEAST || to > MOST || from > to) {
            throw new IllegalArgumentException(
                    "'" + from + "-" + to + "' is not allowed here, this must be " + ALLOWED);
        }
    }

    static StatusRange of(String text) {
        String[] ends = text.strip().split(" *- *", -1);
        if (ends.length > 2 || !ends[0].matches("[45]\\d\\d") || !ends[ends.length - 1].matches("[45]\\d\\d")) {
            throw new IllegalArgumentException("'" + text + "' is not allowed here, this must be " + ALLOWED);
        }
        return new StatusRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
    }

    boolean contains(int status) {
        return status >= from && status <= to;
    }
}
