package io.steelyard.l7;

import io.steelyard.config.HttpConfig;
import io.steelyard.config.HttpLimits;
import io.steelyard.config.RetryConfig;
import io.steelyard.event.TrafficListener;
import io.steelyard.limit.RetryBudget;
import io.steelyard.net.Acceptor;
import io.steelyard.net.Connection;
import io.steelyard.net.Loop;
import io.steelyard.net.Loops;
import io.steelyard.net.Transport;
import io.steelyard.pool.RealServer;
import io.steelyard.route.RouteTable;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * An HTTP virtual service at work: takes the clients that its listeners accept and brings their requests to the real
 * servers that its routes name. Thread-safe; the work itself is done per event loop in {@link HttpLoop}.
 */
public final class HttpVirtualService implements Acceptor {
    private final String name;
    private final Transport transport;
    private final List<HttpLoop> loops = new ArrayList<>();
    private final Door door;
    private final WaitingRoom waitingRoom = new WaitingRoom();
    private final RetryBudget retryBudget;
    private final AtomicInteger clients = new AtomicInteger();
    private final CompletableFuture<Void> empty = new CompletableFuture<>();
    private volatile Terms terms;
    private volatile boolean draining;

    /** What can change while it is at work: all of it at once, and whatever begins afterwards goes by it. */
    private record Terms(RouteTable routes, HttpRules rules, TrafficListener listener) {}

    public HttpVirtualService(
            String name, RouteTable routes, HttpConfig config, TrafficListener listener, Loops loops) {
        this.name = name;
        this.terms = new Terms(routes, HttpRules.of(config), listener);
        this.transport = loops.transport();
        this.door = new Door(DoorRules.of(config), System::nanoTime);
        for (Loop loop : loops.all()) {
            this.loops.add(new HttpLoop(this, loop));
        }
        this.waitingRoom.lines(this.loops.stream().map(HttpLoop::line).toList());
        this.retryBudget =
                new RetryBudget(this.loops.stream().map(HttpLoop::requests).toList());
    }

    /**
     * Goes by these from now on: routes and limits of a head hold for exchanges that begin later, times are taken when
     * each wait begins. Connections that are open stay.
     */
    public void reconfigure(RouteTable routes, HttpConfig config, TrafficListener listener) {
        terms = new Terms(routes, HttpRules.of(config), listener);
        door.follow(DoorRules.of(config));
        waitingRoom.lookAgain();
    }

    /** Real servers have come, gone or changed: requests that wait for one look again. Returns at once. */
    public void serversChanged() {
        waitingRoom.lookAgain();
    }

    /** Requests that wait for a real server now, on all event loops together. */
    public int waiting() {
        return waitingRoom.waiting();
    }

    /** How often a client was held to no limit of its own, because there was no room to count it. */
    public long uncountedClients() {
        return door.uncounted();
    }

    Door door() {
        return door;
    }

    WaitingRoom waitingRoom() {
        return waitingRoom;
    }

    /** Whether a request may be tried again on another real server; where it may, that is counted. */
    boolean mayRetry(RetryConfig retries) {
        boolean may = retryBudget.take(retries.budget(), retries.minPerSecond(), System.nanoTime());
        if (!may) {
            listener().retryRefused(name);
        }
        return may;
    }

    /** Closes what is kept of idle connections to this real server. Returns at once. */
    public void letGo(RealServer server) {
        onEachLoop(loop -> loop.letGo(server));
    }

    /** Ends every exchange with this real server now. Returns at once. */
    public void cut(RealServer server) {
        onEachLoop(loop -> loop.cut(server));
    }

    @Override
    public void accepted(Connection connection) {
        ProxyFailure.Kind refusal = door.refusal(clients.getAndIncrement());
        if (refusal != null && !door.tellsWhy()) {
            clientLeft();
            listener().requestRefused(name, refusal.word(), 0);
            connection.abort();
            return;
        }
        loops.get(connection.loop().index()).accepted(connection, refusal);
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
        return drain(Duration.ZERO);
    }

    /**
     * The same, but clients between two requests have this long to send one more, which is answered and told to be the
     * last: a client whose next request is under way already is not cut off from its answer.
     */
    public CompletionStage<Void> drain(Duration grace) {
        draining = true;
        onEachLoop(loop -> loop.drain(grace.toNanos()));
        if (clients.get() == 0) {
            empty.complete(null);
        }
        return empty;
    }

    /**
     * Asks those clients to go that came by an address that is gone, as {@link #drain(Duration)} does. Those that come by
     * the others meanwhile are not disturbed: this is done on each event loop in its own time.
     *
     * @param gone whether this local address of a connection is one of those
     */
    public void dismiss(Predicate<InetSocketAddress> gone, Duration grace) {
        onEachLoop(loop -> loop.dismiss(gone, grace.toNanos()));
    }

    /** Closes the tunnels to this real server in good order; exchanges go on. Returns at once. */
    public void closeTunnels(RealServer server) {
        onEachLoop(loop -> loop.closeTunnels(server));
    }

    /** Closes every connection now, but tunnels in good order, which takes them a moment. Returns at once. */
    public void end() {
        draining = true;
        onEachLoop(HttpLoop::end);
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
        return terms.routes();
    }

    Transport transport() {
        return transport;
    }

    /** What its clients and requests are treated by; taken once where more than one of its answers must agree. */
    HttpRules rules() {
        return terms.rules();
    }

    Times timeouts() {
        return terms.rules().times();
    }

    HttpLimits limits() {
        return terms.rules().limits();
    }

    TrafficListener listener() {
        return terms.listener();
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
