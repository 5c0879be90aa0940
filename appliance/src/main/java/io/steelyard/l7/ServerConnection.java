package io.steelyard.l7;

import io.netty.buffer.ByteBuf;
import io.steelyard.net.Connection;
import io.steelyard.net.ConnectionHandler;
import io.steelyard.net.Deadline;
import io.steelyard.pool.RealServer;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a real server: serves one exchange at a time, and between two of them waits among the idle ones of
 * its event loop or, where it was opened in a client's name, of that client. Whatever happens to it while idle ends it; what happens during an exchange is the exchange's to judge.
 */
final class ServerConnection implements ConnectionHandler {
    private final HttpLoop home;
    private final RealServer server;
    private final Connection connection;
    private final ServerConnections shelf;
    private final Deadline deadline = new Deadline(this::late);
    private @Nullable Exchange exchange;
    private int exchanges;
    private boolean inputEnded;

    /** @param shelf where it waits between two exchanges */
    ServerConnection(HttpLoop home, RealServer server, Connection connection, ServerConnections shelf) {
        this.home = home;
        this.server = server;
        this.connection = connection;
        this.shelf = shelf;
        connection.handler(this);
    }

    RealServer server() {
        return server;
    }

    Connection connection() {
        return connection;
    }

    /** Whether it served an exchange before the present one, and so may have been closed by the other side meanwhile. */
    boolean wasKeptAlive() {
        return exchanges > 1;
    }

    /** Gives it to this exchange until {@link #endExchange}. */
    void beginExchange(Exchange newExchange) {
        exchange = newExchange;
        exchanges++;
    }

    /** Something moved, or must move within {@code nanos} from now. */
    void expectWithin(long nanos) {
        home.loop().arm(deadline, nanos);
    }

    void expectNothing() {
        home.loop().disarm(deadline);
    }

    /** The exchange is over: it waits for the next one, or is closed. */
    void endExchange(boolean reusable) {
        exchange = null;
        home.loop().disarm(deadline);
        boolean wanted = reusable && server.isOffered() && !home.service().isDraining();
        if (!wanted || inputEnded || !connection.isOpen()) {
            connection.close();
            expectWithin(home.service().timeouts().writeNanos());
            return;
        }
        connection.resumeReading();
        expectWithin(home.service().timeouts().serverIdleNanos());
        shelf.keep(this);
    }

    /** Ends it at once, in the middle of whatever it was doing. */
    void abort() {
        exchange = null;
        connection.abort();
    }

    /** Ends it because it was idle for long enough, or there are too many. */
    void closeIdle() {
        connection.close();
        expectWithin(home.service().timeouts().writeNanos());
    }

    private void late() {
        Exchange current = exchange;
        if (current != null) {
            current.wayBack().late();
            return;
        }
        if (!connection.isOpen()) {
            connection.abort();
            return;
        }
        shelf.drop(this);
        closeIdle();
    }

    @Override
    public void received(ByteBuf data) {
        Exchange current = exchange;
        if (current != null) {
            current.wayBack().received(data);
            return;
        }
        // Bytes that nobody asked for: the next exchange must not take them for its response.
        shelf.drop(this);
        connection.abort();
    }

    @Override
    public void writable() {
        if (exchange != null) {
            exchange.wayBack().writable();
        }
    }

    @Override
    public void inputEnded() {
        inputEnded = true;
        if (exchange != null) {
            exchange.wayBack().ended(true);
            return;
        }
        shelf.drop(this);
        closeIdle();
    }

    @Override
    public void closed() {
        home.loop().forget(deadline);
        home.announceServerConnectionClosed(server);
        Exchange current = exchange;
        exchange = null;
        if (current != null) {
            current.wayBack().ended(false);
        } else {
            shelf.drop(this);
        }
    }
}
