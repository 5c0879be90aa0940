package io.steelyard.l7;

import io.steelyard.config.HttpConfig;
import io.steelyard.config.HttpLimits;
import io.steelyard.config.Scheduling;
import io.steelyard.config.TimeoutConfig;
import io.steelyard.event.TrafficListener;
import io.steelyard.net.CannotListen;
import io.steelyard.net.Listener;
import io.steelyard.net.Loops;
import io.steelyard.net.Transport;
import io.steelyard.net.Working;
import io.steelyard.pool.Pool;
import io.steelyard.pool.RealServer;
import io.steelyard.pool.SchedulingMethod;
import io.steelyard.pool.ServerStatus;
import io.steelyard.pool.ServerTerms;
import io.steelyard.route.RouteTable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** One HTTP virtual service on a free port and mostly one event loop, in front of real servers that nobody checks. */
final class TestProxy implements AutoCloseable {
    private final Loops loops;
    private final HttpVirtualService service;
    private final Listener listener;
    private final Pool pool;

    private TestProxy(Loops loops, HttpVirtualService service, Listener listener, Pool pool) {
        this.loops = loops;
        this.service = service;
        this.listener = listener;
        this.pool = pool;
    }

    static TestProxy start(
            Transport transport,
            TimeoutConfig times,
            HttpLimits limits,
            TrafficListener traffic,
            List<InetSocketAddress> servers)
            throws CannotListen {
        return start(transport, HttpConfig.DEFAULT.with(times).with(limits), traffic, servers);
    }

    static TestProxy start(
            Transport transport, HttpConfig http, TrafficListener traffic, List<InetSocketAddress> servers)
            throws CannotListen {
        return start(transport, 1, http, traffic, servers, ServerTerms.PLAIN);
    }

    /** The same on several event loops, with real servers on these terms. */
    static TestProxy start(
            Transport transport,
            int eventLoops,
            HttpConfig http,
            TrafficListener traffic,
            List<InetSocketAddress> servers,
            ServerTerms terms)
            throws CannotListen {
        List<ServerStatus> statuses = servers.stream()
                .map(address ->
                        new RealServer(address.getAddress().getHostAddress() + ":" + address.getPort(), address))
                .map(server -> ServerStatus.of(server, true, false, 1000, List.of(), terms))
                .toList();
        Pool pool = new Pool("test", statuses, SchedulingMethod.of(Scheduling.ROUND_ROBIN));
        Working.here(transport);
        Loops loops = new Loops(transport, eventLoops);
        HttpVirtualService service = new HttpVirtualService("test", new RouteTable(pool), http, traffic, loops);
        pool.addListener((before, after) -> service.serversChanged());
        Listener listener = Listener.open(loops, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), service);
        return new TestProxy(loops, service, listener, pool);
    }

    int port() {
        return listener.address().getPort();
    }

    HttpVirtualService service() {
        return service;
    }

    Pool pool() {
        return pool;
    }

    /** Exchanges that real servers were given and that have not ended. */
    long activeExchanges() {
        return pool.roster().servers().stream()
                .mapToLong(status -> status.server().activeExchanges())
                .sum();
    }

    /** Takes no new clients; the stage ends when the present ones are done. */
    CompletionStage<Void> drain() {
        listener.close();
        return service.drain();
    }

    /** Ends all clients now, tunnels in good order. */
    void end() {
        listener.close();
        service.end();
    }

    @Override
    public void close() {
        listener.close();
        service.abort();
        loops.close();
    }
}
