package io.steelyard.health.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a {@link BareDialogue} has still to send; holds no memory while there is nothing. */
final class Outgoing {
    private @Nullable ByteBuf unsent;

    void add(byte[] bytes) {
        ByteBuf waiting = unsent;
        if (waiting == null) {
            waiting = PooledByteBufAllocator.DEFAULT.directBuffer(bytes.length);
            unsent = waiting;
        }
        waiting.writeBytes(bytes);
    }

    /** Sends as much as the socket takes. */
    void sendTo(Socket socket) {
        ByteBuf waiting = unsent;
        if (waiting == null) {
            return;
        }
        try {
            waiting.skipBytes(Math.max(
                    0, socket.sendAddress(waiting.memoryAddress(), waiting.readerIndex(), waiting.writerIndex())));
        } catch (IOException e) {
            waiting.skipBytes(waiting.readableBytes()); // what is wrong with the connection, reading tells
        }
        if (!waiting.isReadable()) {
            drop();
        }
    }

    /** Throws away what waits. */
    void drop() {
        if (unsent != null) {
            unsent.release();
            unsent = null;
        }
    }
}
