package io.steelyard.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * What the direct connections of one loop receive into. One buffer does for all of them, since what was received is
 * handled at once; so the same memory is used over and over, and stays in the processor's cache.
 *
 * <p>A piece that is to be sent on at the end of the turn may stay where it lies until then ({@link #keep}); what is
 * received meanwhile goes behind it. That spares copying it.
 */
final class ReceiveBuffer {
    /** Received at a time: large enough for few system calls, small enough for the cache. */
    static final int AT_ONCE = 128 * 1024;

    /** Kept of one turn; what comes when that is full is not kept. */
    private static final int MOST_KEPT = 384 * 1024;

    private final ByteBuf bytes = Unpooled.directBuffer(MOST_KEPT + AT_ONCE, MOST_KEPT + AT_ONCE);
    private final long address = bytes.memoryAddress();
    private int kept;

    /** Where {@link #AT_ONCE} bytes can be received now, as the buffer's reader and writer index tell. */
    ByteBuf bytes() {
        return bytes;
    }

    /** The index from which on there is room for {@link #AT_ONCE} bytes. */
    int free() {
        return kept;
    }

    /** Leaves what lies before {@code end} where it is until {@link #letGo}; false where it can't. */
    @SuppressWarnings("ReferenceEquality") // whether it is this very memory, not whether it holds the same bytes
    boolean keep(ByteBuf data, int end) {
        if (data != bytes || end > MOST_KEPT) {
            return false;
        }
        kept = Math.max(kept, end);
        return true;
    }

    /** Where its memory begins. */
    long address() {
        return address;
    }

    /** The turn is over, and all that was kept was sent or copied. */
    void letGo() {
        kept = 0;
    }

    void release() {
        bytes.release();
    }
}
