package io.steelyard.l7;

import io.steelyard.config.HttpLimits;
import io.steelyard.config.Scheduling;
import io.steelyard.config.TimeoutConfig;
import io.steelyard.event.TrafficListener;
import io.steelyard.net.CannotListen;
import io.steelyard.net.Listener;
import io.steelyard.net.Loops;
import io.steelyard.net.Transport;
import io.steelyard.pool.Pool;
import io.steelyard.pool.RealServer;
import io.steelyard.pool.SchedulingMethod;
import io.steelyard.pool.ServerStatus;
import io.steelyard.route.RouteTable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One HTTP virtual service on a free port, in front of real servers on loopback that nobody checks. */
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

    static TestProxy start(int port, TimeoutConfig times, HttpLimits limits, TrafficListener traffic, int... servers)
            throws CannotListen {
        List<ServerStatus> statuses = new ArrayList<>();
        for (int server : servers) {
            RealServer real = new RealServer(
                    "127.0.0.1:" + server, new InetSocketAddress(InetAddress.getLoopbackAddress(), server));
            statuses.add(ServerStatus.of(real, true, false, 1000, List.of()));
        }
        Pool pool = new Pool("test", statuses, SchedulingMethod.of(Scheduling.ROUND_ROBIN));
        Loops loops = new Loops(Transport.best(), 1);
        HttpVirtualService service =
                new HttpVirtualService("test", new RouteTable(pool), times, limits, traffic, loops);
        Listener listener =
                Listener.open(loops, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), service);
        return new TestProxy(loops, service, listener, pool);
    }

    static TimeoutConfig seconds(int all) {
        Duration d = Duration.ofSeconds(all);
        return new TimeoutConfig(d, d, d, d, d, d, d);
    }

    static HttpLimits limits() {
        return new HttpLimits(32 * 1024, 100, 100, 10_000, 64);
    }

    int port() {
        return listener.address().getPort();
    }

    Pool pool() {
        return pool;
    }

    HttpVirtualService service() {
        return service;
    }

    @Override
    public void close() {
        listener.close();
        service.abort();
        loops.close();
    }

    public static void main(String[] args) throws Exception {
        try (TestProxy proxy = start(
                Integer.parseInt(args[0]), seconds(5), limits(), TrafficListener.NONE, Integer.parseInt(args[1]))) {
            System.out.println("listening on " + proxy.port());
            System.in.read();
        }
    }
}
