package io.steelyard.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Where the direct connections of one loop gather small pieces that wait for the end of the turn: one stretch of memory,
 * filled from its beginning and empty again with every turn. Each connection's part of it is in one piece. Next to
 * buffers of their own that saves taking one and giving it back for every message, and it is always the same memory,
 * which stays in the processor's cache.
 */
final class GatherBuffer {
    private static final int SIZE = 256 * 1024;

    private final ByteBuf bytes = Unpooled.directBuffer(SIZE, SIZE);
    private final long address = bytes.memoryAddress();
    private int filled;

    ByteBuf bytes() {
        return bytes;
    }

    /**
     * Makes a part longer, moving it to the end if it is not there.
     *
     * @param at where the part begins; anywhere where it is empty
     * @return where it begins now; -1 where there is no room for it
     */
    int extend(int at, int length, int more) {
        int begin = length > 0 && at + length == filled ? at : filled;
        if (more > SIZE - begin - length) {
            return -1;
        }
        if (length > 0 && begin != at) {
            bytes.setBytes(begin, bytes, at, length);
        }
        filled = begin + length + more;
        return begin;
    }

    /** Where its memory begins. */
    long address() {
        return address;
    }

    /** The turn is over, and all that was gathered was sent or copied. */
    void letGo() {
        filled = 0;
    }

    void release() {
        bytes.release();
    }
}
