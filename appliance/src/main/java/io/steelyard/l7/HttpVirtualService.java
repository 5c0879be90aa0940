package io.steelyard.l7;

import io.steelyard.config.HttpLimits;
import io.steelyard.config.TimeoutConfig;
import io.steelyard.event.TrafficListener;
import io.steelyard.net.Acceptor;
import io.steelyard.net.Connection;
import io.steelyard.net.Loop;
import io.steelyard.net.Loops;
import io.steelyard.net.Transport;
import io.steelyard.route.RouteTable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * An HTTP virtual service at work: takes the clients that its listeners accept and brings their requests to the real
 * servers that its routes name. Thread-safe; the work itself is done per event loop in {@link HttpLoop}.
 */
public final class HttpVirtualService implements Acceptor {
    private final String name;
    private final Transport transport;
    private final Times times;
    private final HttpLimits limits;
    private final TrafficListener listener;
    private final List<HttpLoop> loops = new ArrayList<>();
    private final AtomicInteger clients = new AtomicInteger();
    private final CompletableFuture<Void> empty = new CompletableFuture<>();
    private volatile RouteTable routes;
    private volatile boolean draining;

    public HttpVirtualService(
            String name,
            RouteTable routes,
            TimeoutConfig timeouts,
            HttpLimits limits,
            TrafficListener listener,
            Loops loops) {
        this.name = name;
        this.routes = routes;
        this.times = Times.of(timeouts);
        this.limits = limits;
        this.listener = listener;
        this.transport = loops.transport();
        for (Loop loop : loops.all()) {
            this.loops.add(new HttpLoop(this, loop));
        }
    }

    @Override
    public void accepted(Connection connection) {
        if (clients.incrementAndGet() > limits.connections()) {
            clients.decrementAndGet();
            listener.requestRefused(name, "too-many-connections", 0);
            connection.abort();
            return;
        }
        loops.get(connection.loop().index()).accepted(connection);
    }

    /** Clients connected now, on all event loops together. */
    public int clients() {
        return clients.get();
    }

    /**
     * Takes no new requests; requests that are there are finished, then their connections closed. Returns at once; the
     * stage ends when the last client is gone. Its listeners are to be closed before.
     */
    public CompletionStage<Void> drain() {
        draining = true;
        onEachLoop(HttpLoop::drain);
        if (clients.get() == 0) {
            empty.complete(null);
        }
        return empty;
    }

    /** Closes every connection now. Returns at once. */
    public void abort() {
        draining = true;
        onEachLoop(HttpLoop::abort);
    }

    private void onEachLoop(Consumer<HttpLoop> action) {
        for (HttpLoop loop : loops) {
            loop.loop().eventLoop().execute(() -> action.accept(loop));
        }
    }

    String name() {
        return name;
    }

    RouteTable routes() {
        return routes;
    }

    Transport transport() {
        return transport;
    }

    Times timeouts() {
        return times;
    }

    HttpLimits limits() {
        return limits;
    }

    TrafficListener listener() {
        return listener;
    }

    boolean isDraining() {
        return draining;
    }

    void clientLeft() {
        if (clients.decrementAndGet() == 0 && draining) {
            empty.complete(null);
        }
    }
}
