package io.steelyard.pool;

/** Where something stands in an array of bytes, start and end in one number, so that saying it allocates nothing. */
public final class Span {
    /** It does not stand there. */
    public static final long NONE = -1;

    private Span() {}

    public static long of(int start, int end) {
        return ((long) start << Integer.SIZE) | end;
    }

    public static int start(long span) {
        return (int) (span >>> Integer.SIZE);
    }

    /** Behind the last byte. */
    public static int end(long span) {
        return (int) span;
    }

    public static boolean isEmpty(long span) {
        return span == NONE || start(span) == end(span);
    }
}
