package io.steelyard.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.unix.UnixChannelOption;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bound address and port of a virtual service. Where the transport allows it every event loop has a socket of its own
 * on the port and the kernel spreads the clients over them, so that a client is accepted on the loop where it stays.
 */
public final class Listener implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Listener.class);

    /** Clients that may wait to be accepted; the kernel's own bound (somaxconn) applies as well. */
    private static final int BACKLOG = 4096;

    private final List<ServerChannel> sockets = new ArrayList<>();
    private final InetSocketAddress address;

    private Listener(InetSocketAddress address) {
        this.address = address;
    }

    /**
     * Binds and begins to accept. Waits for the sockets to be bound; not to be called on an event loop.
     *
     * @param address with port 0 for any free one; {@link #address} tells which it became
     * @throws CannotListen where the port is taken or may not be used
     */
    public static Listener open(Loops loops, InetSocketAddress address, Acceptor acceptor) throws CannotListen {
        InetSocketAddress bound = claim(address);
        Listener listener = new Listener(bound);
        List<Loop> own =
                loops.transport().sharesPorts() ? loops.all() : loops.all().subList(0, 1);
        for (Loop loop : own) {
            listener.bind(loops, loop, acceptor);
        }
        return listener;
    }

    /**
     * Sockets that share a port could silently share it with another process that does the same; so it is first taken
     * alone, for a moment, to see that it is free.
     */
    private static InetSocketAddress claim(InetSocketAddress address) throws CannotListen {
        try (ServerSocket alone = new ServerSocket()) {
            alone.setReuseAddress(true);
            alone.bind(address);
            return new InetSocketAddress(address.getAddress(), alone.getLocalPort());
        } catch (IOException e) {
            throw new CannotListen(address, e);
        }
    }

    private void bind(Loops loops, Loop loop, Acceptor acceptor) throws CannotListen {
        ServerChannel socket = loops.transport().newListener();
        sockets.add(socket);
        socket.config().setOption(ChannelOption.SO_BACKLOG, BACKLOG);
        socket.config().setOption(ChannelOption.SO_REUSEADDR, true);
        if (loops.transport().sharesPorts()) {
            socket.config().setOption(UnixChannelOption.SO_REUSEPORT, true);
        }
        List<Loop> receiving = loops.transport().sharesPorts() ? List.of(loop) : loops.all();
        socket.pipeline().addLast(new Accepting(receiving, acceptor));
        ChannelFuture bound = loop.eventLoop()
                .register(socket)
                .awaitUninterruptibly()
                .channel()
                .bind(address);
        if (!bound.awaitUninterruptibly().isSuccess()) {
            close();
            throw new CannotListen(address, bound.cause());
        }
    }

    public InetSocketAddress address() {
        return address;
    }

    /** Stops accepting; connections that are open stay. Not to be called on an event loop. */
    @Override
    public void close() {
        for (ServerChannel socket : sockets) {
            socket.close().awaitUninterruptibly();
        }
    }

    /** Sets up what was accepted, on the loop where it stays. */
    private static final class Accepting extends ChannelInboundHandlerAdapter {
        private final List<Loop> loops;
        private final Acceptor acceptor;
        private int next;

        Accepting(List<Loop> loops, Acceptor acceptor) {
            this.loops = loops;
            this.acceptor = acceptor;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            SocketChannel accepted = (SocketChannel) message;
            Loop loop = loops.get(next++ % loops.size());
            if (next < 0) {
                next = 0;
            }
            Sockets.configure(accepted);
            ChannelConnection connection = new ChannelConnection(loop, accepted);
            accepted.pipeline().addLast(connection);
            loop.eventLoop().register(accepted);
            if (loop.eventLoop().inEventLoop()) {
                acceptor.accepted(connection);
            } else {
                loop.eventLoop().execute(() -> acceptor.accepted(connection));
            }
        }

        @Override
        @SuppressWarnings("deprecation") // deprecated in ChannelHandler, not in ChannelInboundHandler
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            // Most likely no file descriptors are left: accept no more for a moment, rather than spin on it.
            log.warn("a client could not be accepted: {}", cause.getMessage());
            Channel socket = ctx.channel();
            socket.config().setAutoRead(false);
            ctx.executor().schedule(() -> socket.config().setAutoRead(true), 1, TimeUnit.SECONDS);
        }
    }
}
