package io.steelyard.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What carries the connections. */
public enum Transport {
    /** Bare handles on epoll: the fastest; Linux only. */
    EPOLL {
        @Override
        public IoHandlerFactory ioHandlerFactory() {
            return EpollIoHandler.newFactory();
        }

        @Override
        boolean sharesPorts() {
            return true;
        }

        @Override
        ListeningSocket listen(Loop loop, List<Loop> receiving, InetSocketAddress address, Acceptor acceptor)
                throws IOException {
            return DirectListeningSocket.open(loop, address, acceptor);
        }

        @Override
        public ConnectAttempt connect(Loop loop, InetSocketAddress address, long timeoutNanos, ConnectHandler handler) {
            return DirectConnectAttempt.begin(loop, address, timeoutNanos, handler);
        }
    },

    /** Netty's channels on epoll: what can have handlers in front, such as TLS. */
    EPOLL_CHANNELS {
        @Override
        public IoHandlerFactory ioHandlerFactory() {
            return EpollIoHandler.newFactory();
        }

        @Override
        boolean sharesPorts() {
            return true;
        }

        @Override
        ListeningSocket listen(Loop loop, List<Loop> receiving, InetSocketAddress address, Acceptor acceptor)
                throws IOException {
            return ChannelListeningSocket.open(
                    new EpollServerSocketChannel(), true, loop, receiving, address, acceptor);
        }

        @Override
        public ConnectAttempt connect(Loop loop, InetSocketAddress address, long timeoutNanos, ConnectHandler handler) {
            return ChannelConnectAttempt.begin(loop, new EpollSocketChannel(), address, timeoutNanos, handler);
        }
    },

    /** Netty's channels on io_uring; Linux only, and not where the kernel or a container's seccomp filter forbids it. */
    IO_URING {
        @Override
        public IoHandlerFactory ioHandlerFactory() {
            return IoUringIoHandler.newFactory();
        }

        @Override
        boolean sharesPorts() {
            return true;
        }

        @Override
        ListeningSocket listen(Loop loop, List<Loop> receiving, InetSocketAddress address, Acceptor acceptor)
                throws IOException {
            return ChannelListeningSocket.open(
                    new IoUringServerSocketChannel(), true, loop, receiving, address, acceptor);
        }

        @Override
        public ConnectAttempt connect(Loop loop, InetSocketAddress address, long timeoutNanos, ConnectHandler handler) {
            return ChannelConnectAttempt.begin(loop, new IoUringSocketChannel(), address, timeoutNanos, handler);
        }
    },

    /** Netty's channels on Java's own selector: slower, everywhere. */
    NIO {
        @Override
        public IoHandlerFactory ioHandlerFactory() {
            return NioIoHandler.newFactory();
        }

        @Override
        boolean sharesPorts() {
            return false;
        }

        @Override
        ListeningSocket listen(Loop loop, List<Loop> receiving, InetSocketAddress address, Acceptor acceptor)
                throws IOException {
            return ChannelListeningSocket.open(new NioServerSocketChannel(), false, loop, receiving, address, acceptor);
        }

        @Override
        public ConnectAttempt connect(Loop loop, InetSocketAddress address, long timeoutNanos, ConnectHandler handler) {
            return ChannelConnectAttempt.begin(loop, new NioSocketChannel(), address, timeoutNanos, handler);
        }
    };

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

    public abstract IoHandlerFactory ioHandlerFactory();

    /** Whether each event loop can have a socket of its own on one port, the kernel spreading clients over them. */
    abstract boolean sharesPorts();

    /**
     * Binds one listening socket on the loop. Waits for it; not to be called on an event loop.
     *
     * @param receiving on which loops what it accepts lives: the same one only, where ports are shared
     */
    abstract ListeningSocket listen(Loop loop, List<Loop> receiving, InetSocketAddress address, Acceptor acceptor)
            throws IOException;

    /**
     * Begins to connect, on the loop that the connection will live on; to be called there. The handler hears nothing
     * before this returns.
     */
    public abstract ConnectAttempt connect(
            Loop loop, InetSocketAddress address, long timeoutNanos, ConnectHandler handler);
}
