package io.steelyard.net;

import io.netty.channel.epoll.LinuxSocket;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;

/** An attempt that becomes a {@link DirectConnection}. */
final class DirectConnectAttempt implements ConnectAttempt {
    private final Loop loop;
    private final ConnectHandler handler;
    private final DirectConnection connection;
    private final LinuxSocket socket;
    private final Deadline deadline = new Deadline(() -> fail(ConnectFault.TIMEOUT));
    private boolean over;

    private DirectConnectAttempt(Loop loop, InetSocketAddress address, LinuxSocket socket, ConnectHandler handler) {
        this.loop = loop;
        this.handler = handler;
        this.socket = socket;
        this.connection = new DirectConnection(loop, socket, address, false);
    }

    static ConnectAttempt begin(Loop loop, InetSocketAddress address, long timeoutNanos, ConnectHandler handler) {
        LinuxSocket socket;
        try {
            socket = LinuxSocket.newSocketStream(address.getAddress() instanceof Inet6Address);
        } catch (RuntimeException e) {
            // Netty has it that no descriptor is left.
            loop.atEndOfTurn(() -> handler.failed(ConnectFault.LOCAL));
            return () -> {};
        }
        DirectConnectAttempt attempt = new DirectConnectAttempt(loop, address, socket, handler);
        attempt.connect(address, timeoutNanos);
        return attempt;
    }

    private void connect(InetSocketAddress address, long timeoutNanos) {
        try {
            socket.setTcpNoDelay(true);
            boolean done = socket.connect(address);
            connection.register(done ? null : this::finish);
            if (done) {
                loop.atEndOfTurn(this::succeed);
            } else {
                loop.arm(deadline, timeoutNanos);
            }
        } catch (IOException e) {
            // Not from here: whoever began this does not have it in hand yet.
            loop.atEndOfTurn(() -> fail(ConnectFaults.of(e)));
        }
    }

    /** The system has an answer. */
    private void finish() {
        if (over) {
            return;
        }
        try {
            if (socket.finishConnect()) {
                succeed();
            } else {
                connection.awaitConnect(this::finish);
            }
        } catch (IOException e) {
            fail(ConnectFaults.of(e));
        }
    }

    private void succeed() {
        if (over) {
            return;
        }
        over = true;
        loop.forget(deadline);
        handler.connected(connection);
    }

    private void fail(ConnectFault fault) {
        if (over) {
            return;
        }
        cancel();
        handler.failed(fault);
    }

    @Override
    public void cancel() {
        if (!over) {
            over = true;
            loop.forget(deadline);
            connection.abort();
        }
    }
}
