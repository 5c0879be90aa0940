package io.steelyard.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What carries the connections. */
@SuppressWarnings("ImmutableEnumChecker") // functions without state
public enum Transport {
    /** Bare handles on epoll: the fastest; Linux only. */
    EPOLL(
            EpollIoHandler::newFactory,
            true,
            (loop, receiving, address, acceptor) -> DirectListeningSocket.open(loop, address, acceptor),
            DirectConnectAttempt::begin),

    /** Netty's channels on epoll: what can have handlers in front, such as TLS. */
    EPOLL_CHANNELS(WakefulEpoll::newFactory, true, EpollServerSocketChannel::new, EpollSocketChannel::new),

    /** Netty's channels on io_uring; Linux only, and not where the kernel or a container's seccomp filter forbids it. */
    IO_URING(IoUringIoHandler::newFactory, true, IoUringServerSocketChannel::new, IoUringSocketChannel::new),

    /** Netty's channels on Java's own selector: slower, everywhere. */
    NIO(NioIoHandler::newFactory, false, NioServerSocketChannel::new, NioSocketChannel::new);

    /** How a listening socket is opened. */
    private interface Listening {
        ListeningSocket listen(Loop loop, List<Loop> receiving, InetSocketAddress address, Acceptor acceptor)
                throws IOException;
    }

    /** How a connection is begun. */
    private interface Connecting {
        ConnectAttempt connect(Loop loop, InetSocketAddress address, long timeoutNanos, ConnectHandler handler);
    }

    private final Supplier<IoHandlerFactory> ioHandlerFactory;
    private final boolean sharesPorts;
    private final Listening listening;
    private final Connecting connecting;

    Transport(
            Supplier<IoHandlerFactory> ioHandlerFactory,
            boolean sharesPorts,
            Listening listening,
            Connecting connecting) {
        this.ioHandlerFactory = ioHandlerFactory;
        this.sharesPorts = sharesPorts;
        this.listening = listening;
        this.connecting = connecting;
    }

    /** One that is made of Netty's channels. */
    Transport(
            Supplier<IoHandlerFactory> ioHandlerFactory,
            boolean sharesPorts,
            Supplier<ServerChannel> serverChannel,
            Supplier<SocketChannel> channel) {
        this(
                ioHandlerFactory,
                sharesPorts,
                (loop, receiving, address, acceptor) -> ChannelListeningSocket.open(
                        serverChannel.get(), sharesPorts, loop, receiving, address, acceptor),
                (loop, address, timeoutNanos, handler) ->
                        ChannelConnectAttempt.begin(loop, channel.get(), address, timeoutNanos, handler));
    }

    /** The fastest one that works on this machine. */
    public static Transport best() {
        if (!Epoll.isAvailable()) {
            return NIO;
        }
        return buffersHaveAddresses() ? EPOLL : EPOLL_CHANNELS;
    }

    /** Why it does not work on this machine; null where it does. */
    public @Nullable String whyNot() {
        Throwable cause = switch (this) {
            case EPOLL, EPOLL_CHANNELS -> Epoll.unavailabilityCause();
            case IO_URING -> IoUring.unavailabilityCause();
            case NIO -> null;
        };
        if (cause != null) {
            return String.valueOf(cause.getMessage());
        }
        return this == EPOLL && !buffersHaveAddresses() ? "Netty was kept from direct memory" : null;
    }

    /** Not where the JVM was told to keep Netty from its memory. */
    private static boolean buffersHaveAddresses() {
        ByteBuf buffer = Unpooled.directBuffer(1);
        try {
            return buffer.hasMemoryAddress();
        } finally {
            buffer.release();
        }
    }

    public IoHandlerFactory ioHandlerFactory() {
        return ioHandlerFactory.get();
    }

    /** Whether each event loop can have a socket of its own on one port, the kernel spreading clients over them. */
    boolean sharesPorts() {
        return sharesPorts;
    }

    /**
     * Binds one listening socket on the loop. Waits for it; not to be called on an event loop.
     *
     * @param receiving on which loops what it accepts lives: the same one only, where ports are shared
     */
    ListeningSocket listen(Loop loop, List<Loop> receiving, InetSocketAddress address, Acceptor acceptor)
            throws IOException {
        return listening.listen(loop, receiving, address, acceptor);
    }

    /**
     * Begins to connect, on the loop that the connection will live on; to be called there. The handler hears nothing
     * before this returns.
     */
    public ConnectAttempt connect(Loop loop, InetSocketAddress address, long timeoutNanos, ConnectHandler handler) {
        return connecting.connect(loop, address, timeoutNanos, handler);
    }
}
