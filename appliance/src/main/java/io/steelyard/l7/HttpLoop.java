package io.steelyard.l7;

import io.steelyard.config.HttpLimits;
import io.steelyard.limit.RecentCount;
import io.steelyard.net.Connection;
import io.steelyard.net.Deadline;
import io.steelyard.net.Loop;
import io.steelyard.pool.RealServer;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one event loop holds of one HTTP virtual service: its clients, its idle connections to real servers, and what is
 * used again exchange after exchange. Belongs to its event loop; nothing here is shared.
 */
final class HttpLoop {
    /** Exchanges kept for use again; more than this were a burst. */
    private static final int MOST_SPARE = 256;

    private final HttpVirtualService service;
    private final Loop loop;
    private final ServerConnections servers;
    private final WaitingLine line;
    private final RecentCount requests = new RecentCount();
    private final HeadWriter writer = new HeadWriter();
    private final Ids ids = new Ids();
    private final ArrayDeque<Exchange> spare = new ArrayDeque<>();
    private final Set<ClientHandler> clients = new LinkedHashSet<>();

    HttpLoop(HttpVirtualService service, Loop loop) {
        this.service = service;
        this.loop = loop;
        this.servers = new ServerConnections(() -> service.limits().idleServerConnections());
        this.line = new WaitingLine(service.waitingRoom(), loop.eventLoop(), new LoopDeadlines(loop), System::nanoTime);
    }

    private record LoopDeadlines(Loop loop) implements WaitingLine.Deadlines {
        @Override
        public void arm(Deadline deadline, long nanos) {
            loop.arm(deadline, nanos);
        }

        @Override
        public void forget(Deadline deadline) {
            loop.forget(deadline);
        }
    }

    HttpVirtualService service() {
        return service;
    }

    Loop loop() {
        return loop;
    }

    ServerConnections servers() {
        return servers;
    }

    /** Who waits here for a real server. */
    WaitingLine line() {
        return line;
    }

    /** Requests that came to this loop, well or not. */
    RecentCount requests() {
        return requests;
    }

    HeadWriter writer() {
        return writer;
    }

    Ids ids() {
        return ids;
    }

    /** An exchange to be used, new or used before; to be given back with {@link #putBack}. */
    Exchange newExchange(ClientHandler client) {
        HttpLimits limits = service.limits();
        Exchange exchange = spare.pollLast();
        if (exchange == null || !exchange.request().isFor(limits)) {
            spare.clear(); // the others were made for the limits before as well
            exchange = new Exchange(this, limits);
        }
        exchange.begin(client);
        return exchange;
    }

    void putBack(Exchange exchange) {
        if (spare.size() < MOST_SPARE && exchange.request().isFor(service.limits())) {
            exchange.clear();
            spare.addLast(exchange);
        }
    }

    /** @param refusal why it is turned away; null where it is welcome */
    void accepted(Connection connection, ProxyFailure.@Nullable Kind refusal) {
        ClientHandler client = new ClientHandler(this, connection, refusal);
        clients.add(client);
        service.listener().connectionOpened(service.name());
        if (client.isIntroduced()) {
            recognise(client);
        }
    }

    /** It is known whose connection this is, and so whether the client may have it. */
    void recognise(ClientHandler client) {
        ProxyFailure.Kind unsaid = service.door().recognise(client);
        if (unsaid != null) {
            service.listener().requestRefused(service.name(), unsaid.word(), 0);
            client.abort();
        }
    }

    void left(ClientHandler client) {
        clients.remove(client);
        service.door().left(client.visit);
        service.clientLeft();
        service.listener().connectionClosed(service.name());
    }

    void announceServerConnectionOpened(RealServer server) {
        service.listener().serverConnectionOpened(service.name(), server.name());
    }

    void announceServerConnectionClosed(RealServer server) {
        service.listener().serverConnectionClosed(service.name(), server.name());
    }

    /** Lets each client finish what it is at, then closes it; those who are at nothing have this long to begin. */
    void drain(long graceNanos) {
        new ArrayList<>(clients).forEach(client -> client.drain(graceNanos));
        servers.closeAll();
    }

    void dismiss(Predicate<InetSocketAddress> gone, long graceNanos) {
        for (ClientHandler client : new ArrayList<>(clients)) {
            if (gone.test(client.connection().localAddress())) {
                client.drain(graceNanos);
            }
        }
    }

    /** Closes what is idle of connections to this real server. */
    void letGo(RealServer server) {
        servers.letGo(server);
        if (service.rules().proxy().sends()) {
            clients.forEach(client -> client.ownServers().letGo(server));
        }
    }

    /** Ends every exchange with this real server now. */
    void cut(RealServer server) {
        letGo(server);
        new ArrayList<>(clients).forEach(client -> client.cut(server));
    }

    /** Closes every tunnel to this real server in good order. */
    void closeTunnels(RealServer server) {
        new ArrayList<>(clients).forEach(client -> client.closeTunnel(server));
    }

    /** Closes every client now, tunnels in good order. */
    void end() {
        new ArrayList<>(clients).forEach(ClientHandler::end);
        servers.closeAll();
    }

    /** Closes every client at once. */
    void abort() {
        new ArrayList<>(clients).forEach(ClientHandler::abort);
        servers.closeAll();
    }
}
