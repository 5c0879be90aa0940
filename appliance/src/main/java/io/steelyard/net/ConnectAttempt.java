package io.steelyard.net;

import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.SocketChannel;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;

/** One attempt to open a connection; lives on one event loop, ends within its time. */
public final class ConnectAttempt {
    private final Loop loop;
    private final SocketChannel channel;
    private final ConnectHandler handler;
    private final Deadline deadline = new Deadline(this::timedOut);
    private boolean over;

    private ConnectAttempt(Loop loop, SocketChannel channel, ConnectHandler handler) {
        this.loop = loop;
        this.channel = channel;
        this.handler = handler;
    }

    /** Begins to connect, on the loop that the connection will live on; to be called there. The handler hears nothing before this returns. */
    public static ConnectAttempt begin(
            Loop loop, Transport transport, InetSocketAddress address, long timeoutNanos, ConnectHandler handler) {
        SocketChannel channel = (SocketChannel) transport.newConnection();
        Sockets.configure(channel);
        channel.config().setConnectTimeoutMillis(0);
        ConnectAttempt attempt = new ConnectAttempt(loop, channel, handler);
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

    /** Gives up; the handler hears nothing more. */
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
        handler.failed(faultOf(future.cause()));
    }

    private void timedOut() {
        if (over) {
            return;
        }
        over = true;
        channel.close();
        handler.failed(ConnectFault.TIMEOUT);
    }

    private static ConnectFault faultOf(Throwable cause) {
        if (cause instanceof NoRouteToHostException) {
            return ConnectFault.UNREACHABLE;
        }
        if (cause instanceof ConnectException) {
            String message = String.valueOf(cause.getMessage());
            return message.contains("nreachable") ? ConnectFault.UNREACHABLE : ConnectFault.REFUSED;
        }
        return ConnectFault.LOCAL;
    }
}
