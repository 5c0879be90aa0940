package io.steelyard.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link DirectConnection} has still to send: small pieces gathered for the end of the turn, and what the socket
 * did not take. Holds no memory while there is nothing.
 */
final class Unsent {
    /** Pieces up to this size are gathered: copying them costs less than a system call of their own. */
    static final int SMALL = 4096;

    /** Bytes at which the connection is no longer writable, and at which it is again. */
    private static final int HIGH = 128 * 1024;

    private static final int LOW = 64 * 1024;

    private final Loop loop;
    private final Socket socket;
    private @Nullable ByteBuf bytes;
    private boolean overHigh;

    Unsent(Loop loop, Socket socket) {
        this.loop = loop;
        this.socket = socket;
    }

    boolean isEmpty() {
        return bytes == null;
    }

    /** Whether so little waits that more may be added; once it is not, it must come down to half first. */
    boolean takesMore() {
        int waiting = bytes == null ? 0 : bytes.readableBytes();
        overHigh = waiting >= (overHigh ? LOW : HIGH);
        return !overHigh;
    }

    /** Whether {@link #takesMore} last said no. */
    boolean saidNo() {
        return overHigh;
    }

    void add(byte[] from, int offset, int length) {
        room(length).writeBytes(from, offset, length);
    }

    void add(ByteBuf data, int index, int length) {
        room(length).writeBytes(data, index, length);
    }

    private ByteBuf room(int more) {
        ByteBuf present = bytes;
        if (present == null) {
            present = PooledByteBufAllocator.DEFAULT.directBuffer(Math.max(SMALL, more));
            bytes = present;
        }
        return present;
    }

    /**
     * Sends what waits and this piece behind it, in one system call and without copying.
     *
     * @return how much of the piece the socket took; not all of it if it took less than everything
     */
    int sendWith(ByteBuf data, int index, int length) throws IOException {
        ByteBuf before = bytes;
        if (before == null) {
            return socket.sendAddress(data.memoryAddress(), index, index + length);
        }
        int first = before.readableBytes();
        long sent = socket.writevAddresses(loop.pieces(before, data, index, length), 2);
        before.skipBytes((int) Math.min(sent, first));
        dropSent(before);
        return (int) Math.max(0, sent - first);
    }

    /** Sends what waits; true when all of it went. */
    boolean send() throws IOException {
        ByteBuf waiting = bytes;
        if (waiting == null) {
            return true;
        }
        waiting.skipBytes(socket.sendAddress(waiting.memoryAddress(), waiting.readerIndex(), waiting.writerIndex()));
        dropSent(waiting);
        return bytes == null;
    }

    private void dropSent(ByteBuf sent) {
        if (!sent.isReadable()) {
            drop();
        }
    }

    /** Throws away what waits. */
    void drop() {
        if (bytes != null) {
            bytes.release();
            bytes = null;
        }
    }
}
