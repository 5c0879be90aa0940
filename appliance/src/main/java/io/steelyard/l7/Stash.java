package io.steelyard.l7;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.jspecify.annotations.Nullable;

/** What a client sent before anybody could take it. Holds no memory while there is nothing. */
final class Stash {
    /** When this much waits, no more should be read. */
    private static final int FULL = 16 * 1024;

    private @Nullable ByteBuf held;

    boolean isEmpty() {
        return held == null;
    }

    boolean isFull() {
        return held != null && held.readableBytes() >= FULL;
    }

    /** What waits, to be read from; null where nothing does. To be followed by {@link #dropRead}. */
    @Nullable
    ByteBuf held() {
        return held;
    }

    /** Puts this behind what waits. */
    void add(ByteBuf data) {
        ByteBuf before = held;
        int waits = before == null ? 0 : before.readableBytes();
        // Always a buffer of its own: slices of the one before may still be on their way out.
        ByteBuf more = PooledByteBufAllocator.DEFAULT.directBuffer(waits + data.readableBytes());
        if (before != null) {
            more.writeBytes(before);
            before.release();
        }
        held = more.writeBytes(data);
    }

    /** Gives the memory back once all of it was read. */
    void dropRead() {
        if (held != null && !held.isReadable()) {
            drop();
        }
    }

    void drop() {
        if (held != null) {
            held.release();
            held = null;
        }
    }
}
