package io.steelyard.health.net;

import io.netty.buffer.ByteBuf;
import io.steelyard.health.Dialogue;
import java.util.Arrays;

/** The bytes that came and were not taken yet. Bounded by whoever fills it: {@link #isFull}. */
final class Inbox {
    private static final byte[] NONE = {};

    private byte[] bytes = NONE;
    private int length;

    /** Takes all that the buffer has; it stays the caller's to release. */
    void add(ByteBuf more) {
        int count = more.readableBytes();
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, bytes.length * 2));
        }
        more.readBytes(bytes, length, count);
        length += count;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    boolean isFull() {
        return length >= Dialogue.MAX_BYTES;
    }

    /** Takes the first {@code count} bytes out. */
    byte[] take(int count) {
        if (count == length && length == bytes.length) { // the usual answer: it came whole, and is taken whole
            byte[] whole = bytes;
            bytes = NONE;
            length = 0;
            return whole;
        }
        byte[] taken = Arrays.copyOf(bytes, count);
        length -= count;
        System.arraycopy(bytes, count, bytes, 0, length);
        return taken;
    }
}
