package io.steelyard.health.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.unix.Socket;
import io.steelyard.health.Conversation;
import io.steelyard.health.Greeting;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a {@link BareDialogue} has still to send; holds no memory while there is nothing. */
final class Outgoing {
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_QUICKACK = 12;

    private @Nullable ByteBuf unsent;

    /**
     * To be said before the connection is opened. Where something is sent as soon as it is open, the acknowledgement that
     * ends the opening waits for that and goes with it, not as an empty packet of its own (tcp(7), TCP_QUICKACK).
     *
     * @param greeting what goes before anything else, and into no transcript, as that is of what the check says
     */
    void mayEndTheOpening(Socket socket, Conversation conversation, Greeting greeting) {
        if (greeting != Greeting.NONE) {
            add(greeting.bytes());
        } else if (!conversation.speaksFirst()) {
            return;
        }
        try {
            socket.setIntOpt(IPPROTO_TCP, TCP_QUICKACK, 0);
        } catch (IOException e) {
            // The packet is not spared, and nothing else is different.
        }
    }

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
