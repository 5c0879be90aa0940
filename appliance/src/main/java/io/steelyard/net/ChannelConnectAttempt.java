package io.steelyard.net;

import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;

/** An attempt that becomes a {@link ChannelConnection}. */
final class ChannelConnectAttempt implements ConnectAttempt {
    private final Loop loop;
    private final SocketChannel channel;
    private final ConnectHandler handler;
    private final Deadline deadline = new Deadline(this::timedOut);
    private boolean over;

    private ChannelConnectAttempt(Loop loop, SocketChannel channel, ConnectHandler handler) {
        this.loop = loop;
        this.channel = channel;
        this.handler = handler;
    }

    static ConnectAttempt begin(
            Loop loop, SocketChannel channel, InetSocketAddress address, long timeoutNanos, ConnectHandler handler) {
        Sockets.configure(channel);
        channel.config().setConnectTimeoutMillis(0);
        ChannelConnectAttempt attempt = new ChannelConnectAttempt(loop, channel, handler);
        ChannelConnection connection = new ChannelConnection(loop, channel);
        channel.pipeline().addLast(connection);
        loop.eventLoop().register(channel);
        loop.arm(attempt.deadline, timeoutNanos);
        ChannelFuture connecting = channel.connect(address);
        if (connecting.isDone()) {
            // The system refused at once. The handler must not hear of an attempt that it does not hold yet.
            loop.eventLoop().execute(() -> attempt.ended(connecting, connection));
        } else {
            connecting.addListener((ChannelFuture future) -> attempt.ended(future, connection));
        }
        return attempt;
    }

    @Override
    public void cancel() {
        if (over) {
            return;
        }
        over = true;
        loop.forget(deadline);
        channel.close();
    }

    private void ended(ChannelFuture future, ChannelConnection connection) {
        if (over) {
            channel.close();
            return;
        }
        over = true;
        loop.forget(deadline);
        if (future.isSuccess()) {
            handler.connected(connection);
            return;
        }
        channel.close();
        handler.failed(ConnectFaults.of(future.cause()));
    }

    private void timedOut() {
        if (over) {
            return;
        }
        over = true;
        channel.close();
        handler.failed(ConnectFault.TIMEOUT);
    }
}
