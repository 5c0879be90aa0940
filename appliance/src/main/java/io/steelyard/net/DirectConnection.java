package io.steelyard.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.NotYetConnectedException;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Connection} that is a bare handle on Netty's epoll event loop: no channel, no pipeline, no promise. What
 * that saves is felt where connections come and go, and where bodies are large.
 *
 * <p>The socket is registered once, edge-triggered, and its interest is changed only while it cannot take what is to be
 * sent. Pausing and resuming are therefore flags, not system calls: an edge that comes while reading is paused is
 * remembered and read when it is resumed. (epoll(7), "Edge-triggered and level-triggered": a short read from a stream
 * means that it was drained.)
 *
 * <p>Bytes are received into the one buffer of the loop. Large pieces of it are sent on at once, from where they are;
 * smaller ones wait for the end of the loop's turn, small ones gathered and the others where they lie. Of those, only
 * what the socket does not take is copied.
 *
 * <p>Closing, too, happens at the end of the turn, so that nobody hears {@link ConnectionHandler#closed} from within a
 * call of their own.
 */
final class DirectConnection implements Connection, EpollIoHandle {
    private static final EpollIoOps READING =
            EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLRDHUP).with(EpollIoOps.EPOLLET);
    private static final EpollIoOps READING_AND_WRITING = READING.with(EpollIoOps.EPOLLOUT);
    private static final int IN = EpollIoOps.EPOLLIN.value();
    private static final int OUT = EpollIoOps.EPOLLOUT.value();
    private static final int ENDED = EpollIoOps.EPOLLRDHUP.value() | EpollIoOps.EPOLLERR.value();

    /** Reads in a row before others have their turn. */
    private static final int MOST_READS = 4;

    private final Loop loop;
    private final Socket socket;
    private final Runnable endOfTurn = this::endOfTurn;
    private final Runnable readOn = this::read;
    private final @Nullable InetSocketAddress remote;
    private @Nullable IoRegistration registration;
    private @Nullable ConnectionHandler handler;
    private @Nullable Runnable awaitedConnect;

    private final Unsent unsent;
    private final boolean accepted;

    /** The socket took less than it was given; the rest goes when it is writable. */
    private boolean blocked;

    private boolean watchesWriting;
    private boolean endOfTurnAwaited;
    private boolean paused;

    /** There may be more to read than was read. */
    private boolean readable;

    /** The other side has ended its direction, so there is an end to be read even where there is nothing else. */
    private boolean endComes;

    private boolean inputEnded;
    private boolean finishing;
    private boolean closing;
    private boolean aborting;
    private boolean gone;

    /**
     * A connection of this socket.
     *
     * @param accepted whether a client opened it, and not the appliance
     */
    DirectConnection(Loop loop, Socket socket, @Nullable InetSocketAddress remote, boolean accepted) {
        this.accepted = accepted;
        this.loop = loop;
        this.socket = socket;
        this.remote = remote;
        this.unsent = new Unsent(loop, socket);
    }

    /**
     * Takes part in the loop's events from now on.
     *
     * @param whenConnected told when the system has an answer to the attempt to connect; null where it is open already
     */
    void register(@Nullable Runnable whenConnected) throws IOException {
        registration = loop.register(this);
        awaitedConnect = whenConnected;
        watchesWriting = whenConnected != null;
        registration.submit(watchesWriting ? READING_AND_WRITING : READING);
    }

    /** There was no answer after all. */
    void awaitConnect(Runnable whenConnected) {
        awaitedConnect = whenConnected;
    }

    @Override
    public FileDescriptor fd() {
        return socket;
    }

    @Override
    public void handle(IoRegistration from, IoEvent event) {
        int ops = ((EpollIoEvent) event).ops().value();
        Runnable connect = awaitedConnect;
        if (connect != null) {
            awaitedConnect = null;
            connect.run();
            if (awaitedConnect != null || closing) {
                return;
            }
        }
        if ((ops & OUT) != 0 && blocked) {
            blocked = false;
            later();
        }
        if ((ops & (IN | ENDED)) != 0) {
            readable = true;
            endComes |= (ops & ENDED) != 0;
            read();
        }
    }

    private void read() {
        ReceiveBuffer buffer = loop.received();
        for (int reads = 0; readable && !paused && !closing && !inputEnded; reads++) {
            if (reads == MOST_READS) {
                loop.eventLoop().execute(readOn);
                return;
            }
            int received = receive(buffer);
            if (received < 0) {
                readable = false;
                inputEnded = true;
                if (handler != null && !closing) {
                    handler.inputEnded();
                }
                return;
            }
            if (received < ReceiveBuffer.AT_ONCE && !endComes) {
                readable = false;
            }
            if (received == 0) {
                readable = false;
                return;
            }
            if (handler != null) {
                handler.received(buffer.bytes());
            }
        }
    }

    /** Bytes received, 0 where there are none, -1 at the end. */
    private int receive(ReceiveBuffer buffer) {
        ByteBuf bytes = buffer.bytes();
        int at = buffer.free();
        try {
            int received = socket.recvAddress(buffer.address(), at, at + ReceiveBuffer.AT_ONCE);
            bytes.setIndex(at, at + Math.max(0, received));
            return received;
        } catch (IOException e) {
            // A reset: nothing more can be received or sent.
            fail();
            return 0;
        }
    }

    private void fail() {
        closing = true;
        aborting = true;
        later();
    }

    @Override
    public void handler(ConnectionHandler newHandler) {
        handler = newHandler;
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (closing || finishing) {
            return;
        }
        unsent.add(bytes, offset, length);
        later();
    }

    @Override
    public void write(ByteBuf data, int index, int length) {
        if (closing || finishing || length == 0) {
            return;
        }
        if (length <= Unsent.SMALL || blocked) {
            unsent.add(data, index, length);
            later();
        } else if (unsent.addInPlace(data, index, length)) {
            later();
        } else {
            sendNow(data, index, length);
        }
    }

    /** Sends this piece at once, behind what waits. */
    private void sendNow(ByteBuf data, int index, int length) {
        try {
            if (!unsent.sendWith(data, index, length)) {
                block();
            }
        } catch (IOException e) {
            fail();
        }
    }

    private void block() {
        blocked = true;
        if (!watchesWriting && registration != null) {
            watchesWriting = true;
            registration.submit(READING_AND_WRITING);
        }
    }

    private void later() {
        if (!endOfTurnAwaited) {
            endOfTurnAwaited = true;
            if (accepted) {
                loop.atEndOfTurnLast(endOfTurn);
            } else {
                loop.atEndOfTurn(endOfTurn);
            }
        }
    }

    /** Sends what waits; then, if that was all, what was put off until it had gone. */
    private void endOfTurn() {
        endOfTurnAwaited = false;
        if (gone) {
            return;
        }
        if (!aborting && !blocked) {
            send();
        }
        if (aborting || (closing && unsent.isEmpty())) {
            end();
            return;
        }
        if (finishing && unsent.isEmpty()) {
            shutdownOutput();
        }
        if (unsent.saidNo() && unsent.takesMore() && handler != null && !closing) {
            handler.writable();
        }
    }

    private void send() {
        try {
            if (!unsent.send()) {
                block();
            }
        } catch (IOException e) {
            closing = true;
            aborting = true;
        }
    }

    private void shutdownOutput() {
        try {
            socket.shutdown(false, true);
        } catch (IOException | NotYetConnectedException e) {
            // The latter is how Netty tells ENOTCONN: the other side has reset the connection, and we have not read
            // that yet.
            fail();
        }
    }

    private void end() {
        gone = true;
        unsent.drop();
        try {
            if (aborting) {
                socket.setSoLinger(0);
            }
        } catch (IOException e) {
            // It is gone already, which is what was wanted.
        }
        closeSocket();
        if (handler != null) {
            handler.closed();
        }
    }

    /** Closes the descriptor; epoll forgets it by itself, which saves a system call. */
    private void closeSocket() {
        try {
            socket.close();
        } catch (IOException e) {
            // The descriptor is free all the same.
        }
        if (registration != null) {
            registration.cancel();
        }
    }

    @Override
    public boolean isWritable() {
        return unsent.takesMore();
    }

    @Override
    public void pauseReading() {
        paused = true;
    }

    @Override
    public void resumeReading() {
        if (!paused) {
            return;
        }
        paused = false;
        if (readable) {
            loop.eventLoop().execute(readOn);
        }
    }

    @Override
    public void finishWriting() {
        if (!closing && !finishing) {
            finishing = true;
            later();
        }
    }

    @Override
    public void close() {
        if (!closing) {
            closing = true;
            later();
        }
    }

    @Override
    public void abort() {
        if (!gone) {
            closing = true;
            aborting = true;
            later();
        }
    }

    @Override
    public boolean isOpen() {
        return !closing && !gone;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return remote == null ? socket.remoteAddress() : remote;
    }

    @Override
    public InetSocketAddress localAddress() {
        return socket.localAddress();
    }
}
