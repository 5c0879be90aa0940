package io.steelyard.net;

import io.netty.buffer.ByteBuf;
import java.util.function.LongSupplier;

/**
 * Two connections whose bytes go to each other as they are. Each direction ends by itself: who ends the one may still be
 * sent the other (a half-close, RFC 9293 section 3.6). Who takes its bytes slowly slows down whoever sends them, and who is
 * reset resets the other.
 *
 * <p>A tunnel ends when both directions have, when a connection is lost, when nothing has gone through it for too long, or
 * when it is told to. In the last two cases it is closed in good order: what was received is still sent, both sides are
 * told that nothing follows, and what they send until they have noticed is thrown away, because closing on unread bytes
 * would reset the connection and could take with it what is on its way.
 *
 * <p>Belongs to the one event loop that both connections live on.
 */
public final class Tunnel {
    /** How a tunnel ended. */
    public enum Ending {
        /** Both sides were done. */
        DONE,
        /** Nothing went through it for too long. */
        IDLE,
        /** It was told to. */
        TOLD,
        /** The client's connection was lost. */
        CLIENT_LOST,
        /** The real server's connection was lost. */
        SERVER_LOST
    }

    /** Hears of a tunnel's end. */
    @FunctionalInterface
    public interface Listener {
        /** Both connections are gone. Told once, on the event loop. */
        void tunnelEnded(Ending ending);
    }

    /**
     * What a tunnel waits for, in nanoseconds.
     *
     * @param idle without a byte either way; asked whenever that wait begins
     * @param linger for the sides to end their direction when the tunnel is closed
     * @param close for what is still to be sent to go out
     */
    public record Patience(LongSupplier idle, long linger, long close) {}

    private enum Stage {
        OPEN,
        /** Nothing more is passed on; both sides have been told so. */
        LINGERING,
        /** Both connections are being closed. */
        CLOSING
    }

    private final Loop loop;
    private final Side client;
    private final Side server;
    private final Patience patience;
    private final Listener listener;
    private final Deadline deadline = new Deadline(this::late);
    private Stage stage = Stage.OPEN;
    private Ending ending = Ending.DONE;

    /**
     * Takes both connections; nothing is read from them before {@link #begin}.
     *
     * @param client whose bytes count as sent up
     * @param clientBefore whoever handled the client's connection: hears only of its being closed from now on
     * @param serverBefore the same for the real server's
     */
    public Tunnel(
            Connection client,
            ConnectionHandler clientBefore,
            Connection server,
            ConnectionHandler serverBefore,
            Patience patience,
            Listener listener) {
        this.loop = client.loop();
        this.client = new Side(client, server, clientBefore);
        this.server = new Side(server, client, serverBefore);
        this.patience = patience;
        this.listener = listener;
        client.handler(this.client);
        server.handler(this.server);
    }

    /** Begins to read from both sides. */
    public void begin() {
        touch();
        client.from.resumeReading();
        server.from.resumeReading();
    }

    /** What the client sent, to be taken from whoever received it before the tunnel was there. */
    public ConnectionHandler client() {
        return client;
    }

    /** The same for the real server. */
    public ConnectionHandler server() {
        return server;
    }

    /** Bytes from the client so far. */
    public long bytesUp() {
        return client.bytes;
    }

    /** Bytes from the real server so far. */
    public long bytesDown() {
        return server.bytes;
    }

    /** Closes it in good order. */
    public void close() {
        end(Ending.TOLD);
    }

    private void touch() {
        loop.arm(deadline, patience.idle().getAsLong());
    }

    private void late() {
        switch (stage) {
            case OPEN -> end(Ending.IDLE);
            case LINGERING -> closeBoth();
            case CLOSING -> {
                client.from.abort();
                server.from.abort();
            }
        }
    }

    private void end(Ending why) {
        if (stage != Stage.OPEN) {
            return;
        }
        stage = Stage.LINGERING;
        ending = why;
        loop.arm(deadline, patience.linger());
        client.from.finishWriting();
        server.from.finishWriting();
        client.from.resumeReading();
        server.from.resumeReading();
    }

    private void closeBoth() {
        stage = Stage.CLOSING;
        loop.arm(deadline, patience.close());
        client.from.close();
        server.from.close();
    }

    private void lost(Side side, Side other) {
        if (stage == Stage.OPEN) {
            stage = Stage.CLOSING;
            ending = side == client ? Ending.CLIENT_LOST : Ending.SERVER_LOST;
            other.from.abort();
        } else if (stage == Stage.LINGERING) {
            closeBoth();
        }
        if (other.gone) {
            loop.forget(deadline);
            listener.tunnelEnded(ending);
        }
    }

    /** One of the two connections, and what goes from it to the other. */
    private final class Side implements ConnectionHandler {
        private final Connection from;
        private final Connection to;
        private final ConnectionHandler before;
        private long bytes;
        private boolean ended;
        private boolean gone;

        Side(Connection from, Connection to, ConnectionHandler before) {
            this.from = from;
            this.to = to;
            this.before = before;
        }

        @Override
        public void received(ByteBuf data) {
            int length = data.readableBytes();
            if (stage == Stage.OPEN) {
                bytes += length;
                touch();
                to.write(data, data.readerIndex(), length);
                if (!to.isWritable()) {
                    from.pauseReading();
                }
            }
            data.skipBytes(length);
        }

        /** What waited for this side has gone, so the other one may send more. */
        @Override
        public void writable() {
            to.resumeReading();
        }

        @Override
        public void inputEnded() {
            ended = true;
            if (stage == Stage.OPEN) {
                touch();
                to.finishWriting();
            }
            if (client.ended && server.ended && stage != Stage.CLOSING) {
                closeBoth();
            }
        }

        @Override
        public void closed() {
            gone = true;
            before.closed();
            lost(this, this == client ? server : client);
        }
    }
}
