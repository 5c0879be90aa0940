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
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listening socket that is a Netty channel. */
final class ChannelListeningSocket implements ListeningSocket {
    private static final Logger log = LoggerFactory.getLogger(ChannelListeningSocket.class);

    private final ServerChannel channel;

    private ChannelListeningSocket(ServerChannel channel) {
        this.channel = channel;
    }

    static ChannelListeningSocket open(
            ServerChannel channel,
            boolean sharesPort,
            Loop loop,
            List<Loop> receiving,
            InetSocketAddress address,
            Acceptor acceptor)
            throws IOException {
        channel.config().setOption(ChannelOption.SO_BACKLOG, BACKLOG);
        channel.config().setOption(ChannelOption.SO_REUSEADDR, true);
        if (sharesPort) {
            channel.config().setOption(UnixChannelOption.SO_REUSEPORT, true);
        }
        channel.pipeline().addLast(new Accepting(receiving, acceptor));
        ChannelFuture bound = loop.eventLoop()
                .register(channel)
                .awaitUninterruptibly()
                .channel()
                .bind(address);
        if (!bound.awaitUninterruptibly().isSuccess()) {
            channel.close().awaitUninterruptibly();
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        return new ChannelListeningSocket(channel);
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
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
            if (loop.eventLoop().inEventLoop()) {
                begin(loop, accepted, connection);
            } else {
                loop.eventLoop().execute(() -> begin(loop, accepted, connection));
            }
        }

        /** In one go, as what is received before somebody hears of the connection is lost. */
        private void begin(Loop loop, SocketChannel accepted, ChannelConnection connection) {
            loop.eventLoop().register(accepted);
            acceptor.accepted(connection);
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
