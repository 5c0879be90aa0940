package io.steelyard.l7;

import io.steelyard.net.ConnectAttempt;
import io.steelyard.net.ConnectFault;
import io.steelyard.net.ConnectHandler;
import io.steelyard.net.Connection;
import io.steelyard.pool.RealServer;
import org.jspecify.annotations.Nullable;

/**
 * The real server that an exchange has, whichever way it has it: chosen and being connected to, or with a connection that
 * is the exchange's own for the time. What was taken is given back once, by {@link #letGo}. Used again with its exchange.
 */
final class ServerHold implements ConnectHandler {
    private final HttpLoop home;
    private final Exchange exchange;
    private @Nullable RealServer server;
    private @Nullable ConnectAttempt attempt;
    private @Nullable ServerConnection connection;
    private boolean counted;

    ServerHold(HttpLoop home, Exchange exchange) {
        this.home = home;
        this.exchange = exchange;
    }

    void clear() {
        server = null;
        connection = null;
    }

    /** Chosen last, whether or not it is still held; null where none was. */
    @Nullable
    RealServer server() {
        return server;
    }

    /** The connection that is the exchange's own now. */
    @Nullable
    ServerConnection connection() {
        return connection;
    }

    /** Whether this real server was chosen for the exchange, and is not done with it. */
    boolean isWith(RealServer its) {
        return server == its && counted;
    }

    /** Takes this real server, of which the exchange has a place. */
    void take(RealServer chosen) {
        server = chosen;
        counted = true;
    }

    /** A connection to this real server that waits for an exchange such as this one; null where there is none. */
    @Nullable
    ServerConnection findIdle(RealServer to) {
        if (!home.service().rules().proxy().sends()) {
            return home.servers().take(to);
        }
        return exchange.client().ownServers().take(to);
    }

    /** Takes a connection to the real server that was taken. */
    void take(ServerConnection its) {
        connection = its;
        its.beginExchange(exchange);
    }

    /** Connects to the real server that was taken; the exchange hears of it. */
    void connect(RealServer to) {
        attempt = home.service()
                .transport()
                .connect(home.loop(), to.address(), home.service().timeouts().connectNanos(), this);
    }

    @Override
    public void connected(Connection opened) {
        attempt = null;
        RealServer its = server;
        if (its == null) {
            opened.abort();
            return;
        }
        home.announceServerConnectionOpened(its);
        ProxyRules proxy = home.service().rules().proxy();
        ServerConnections shelf = home.servers();
        if (proxy.sends()) {
            proxy.introduce(opened, exchange.client().ends());
            shelf = exchange.client().ownServers().shelf();
        }
        exchange.connected(new ServerConnection(home, its, opened, shelf));
    }

    @Override
    public void failed(ConnectFault fault) {
        attempt = null;
        exchange.connectFailed(fault);
    }

    /**
     * The real server's time runs only while it is its turn, not while it waits for the client's body.
     *
     * @param sent whether all of the request is on its way
     */
    void watch(boolean sent) {
        ServerConnection its = connection;
        if (its == null) {
            return;
        }
        if (sent || !its.connection().isWritable()) {
            its.expectWithin(home.service().timeouts().responseNanos());
        } else {
            its.expectNothing();
        }
    }

    /** Whether what is sent to the real server now would have to wait, or there is no connection yet. */
    boolean isHeldBack() {
        return connection == null || !connection.connection().isWritable();
    }

    /** Whether it has a connection that had served others before. */
    boolean hasKeptConnection() {
        return connection != null && connection.wasKeptAlive();
    }

    /** Lets the connection go and keeps the place at the real server, for another connection to it. */
    void dropConnection() {
        if (connection != null) {
            connection.abort();
            connection = null;
        }
    }

    /**
     * Gives back whatever is held.
     *
     * @param responseComplete whether all of the response came, so that nothing is lost by an end in good order
     * @param reusable whether the connection can serve another exchange
     */
    void letGo(boolean responseComplete, boolean reusable) {
        if (attempt != null) {
            attempt.cancel();
            attempt = null;
        }
        ServerConnection held = connection;
        connection = null;
        if (held != null) {
            if (reusable || responseComplete) {
                held.endExchange(reusable);
            } else {
                held.abort();
            }
        }
        if (server != null && counted) {
            counted = false;
            home.service().waitingRoom().free(server);
        }
    }
}
