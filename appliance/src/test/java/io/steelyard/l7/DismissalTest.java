package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.HttpConfig;
import io.steelyard.config.Scheduling;
import io.steelyard.event.TrafficListener;
import io.steelyard.net.Listener;
import io.steelyard.net.Loops;
import io.steelyard.net.Transport;
import io.steelyard.pool.Pool;
import io.steelyard.pool.RealServer;
import io.steelyard.pool.SchedulingMethod;
import io.steelyard.pool.ServerStatus;
import io.steelyard.route.RouteTable;
import io.steelyard.wire.ScriptedOrigin;
import io.steelyard.wire.WireEnd;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A virtual service that has moved: its clients by the old address are asked to go. */
class DismissalTest {
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final String GET = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @Test
    void clients_that_came_by_an_address_that_stays_are_not_asked_to_go() throws Exception {
        try (ScriptedOrigin origin = ScriptedOrigin.start();
                Loops loops = new Loops(Transport.best(), 1)) {
            HttpVirtualService service = service(origin.port(), loops);
            try (Listener old = Listener.open(loops, ANY, service);
                    Listener present = Listener.open(loops, ANY, service);
                    WireEnd early = WireEnd.to(old.address().getPort());
                    WireEnd late = WireEnd.to(present.address().getPort())) {
                WireEnd first = asked(early, origin);
                WireEnd second = asked(late, origin);
                service.dismiss(local -> local.getPort() == old.address().getPort(), Duration.ofSeconds(1));
                loops.all().get(0).eventLoop().submit(() -> {}).awaitUninterruptibly(); // behind the dismissal
                first.send(OK);
                second.send(OK);

                assertThat(early.response().values("Connection")).containsExactly("close");
                assertThat(late.response().values("Connection")).isEmpty();
            } finally {
                service.abort();
            }
        }
    }

    private static WireEnd asked(WireEnd client, ScriptedOrigin origin) throws Exception {
        client.send(GET);
        WireEnd server = origin.accept();
        server.request();
        return server;
    }

    private static HttpVirtualService service(int origin, Loops loops) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), origin);
        RealServer server = new RealServer("127.0.0.1:" + origin, address);
        Pool pool = new Pool(
                "test",
                List.of(ServerStatus.of(server, true, false, 1000, List.of())),
                SchedulingMethod.of(Scheduling.ROUND_ROBIN));
        return new HttpVirtualService("test", new RouteTable(pool), HttpConfig.DEFAULT, TrafficListener.NONE, loops);
    }
}
