package io.steelyard.admin.accesslog;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Lines on their way from one event loop to the writer: a bounded ring of bytes, in which each line has its length and the
 * number of its outlet in front. One thread puts in, one takes out; neither waits for the other.
 *
 * <p>{@code written} and {@code read} count bytes since the beginning. A line never goes over the end of the array: where
 * it would, a mark is left and it begins at the front.
 */
final class LineRing {
    private static final int HEADER = 8;
    private static final int SKIP = -1;

    private final byte[] bytes;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong read = new AtomicLong();

    /** Takes the lines out. */
    @FunctionalInterface
    interface Taker {
        /** The line stands in {@code bytes[start, start + length)}, for the time of the call. */
        void take(int outlet, byte[] bytes, int start, int length);
    }

    /** @param capacity in bytes, a power of two */
    LineRing(int capacity) {
        if (Integer.bitCount(capacity) != 1 || capacity < 2 * HEADER) {
            throw new IllegalArgumentException(capacity + " is no power of two");
        }
        bytes = new byte[capacity];
    }

    /** Puts a line in; false where there is no room for it. */
    boolean offer(int outlet, byte[] line, int length) {
        int needed = HEADER + ((length + HEADER - 1) & -HEADER);
        long from = written.getPlain();
        int at = (int) from & (bytes.length - 1);
        int untilEnd = bytes.length - at;
        int skipped = needed > untilEnd ? untilEnd : 0;
        if (from + skipped + needed - read.get() > bytes.length) {
            return false;
        }
        if (skipped > 0) {
            putInt(at, SKIP);
            at = 0;
        }
        putInt(at, length);
        putInt(at + Integer.BYTES, outlet);
        System.arraycopy(line, 0, bytes, at + HEADER, length);
        written.set(from + skipped + needed);
        return true;
    }

    /** Takes out what is there now; how many lines. */
    int drain(Taker taker) {
        long until = written.get();
        long from = read.getPlain();
        int lines = 0;
        while (from < until) {
            int at = (int) from & (bytes.length - 1);
            int length = getInt(at);
            if (length == SKIP) {
                from += bytes.length - at;
            } else {
                taker.take(getInt(at + Integer.BYTES), bytes, at + HEADER, length);
                from += HEADER + ((length + HEADER - 1) & -HEADER);
                lines++;
            }
            read.set(from);
        }
        return lines;
    }

    boolean isEmpty() {
        return written.get() == read.get();
    }

    /** Whether it is more than half full. */
    boolean isFilling() {
        return written.getPlain() - read.get() > bytes.length / 2;
    }

    private void putInt(int at, int value) {
        bytes[at] = (byte) (value >> 24);
        bytes[at + 1] = (byte) (value >> 16);
        bytes[at + 2] = (byte) (value >> 8);
        bytes[at + 3] = (byte) value;
    }

    private int getInt(int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xff) << 16 | (bytes[at + 2] & 0xff) << 8 | (bytes[at + 3] & 0xff);
    }
}
