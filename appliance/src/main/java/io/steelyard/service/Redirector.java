package io.steelyard.service;

import io.steelyard.config.RedirectHttpConfig;
import io.steelyard.config.VirtualServiceConfig;
import io.steelyard.event.TrafficListener;
import io.steelyard.l7.HttpVirtualService;
import io.steelyard.net.Acceptor;
import io.steelyard.net.Loops;
import io.steelyard.route.Location;
import io.steelyard.route.Route;
import io.steelyard.route.RouteTable;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sends clients of another port on to a virtual service, as long as its configuration says so. Its traffic is counted with
 * the virtual service's, as exchanges that reached no real server. Thread-safe.
 */
final class Redirector {
    private final String name;
    private final TrafficListener traffic;
    private final Loops loops;
    private @Nullable HttpVirtualService http;

    Redirector(String name, TrafficListener traffic, Loops loops) {
        this.name = name;
        this.traffic = traffic;
        this.loops = loops;
    }

    /** Who takes clients for this configuration, which has a redirector; ready before anybody listens. */
    synchronized Acceptor acceptor(VirtualServiceConfig config, RedirectHttpConfig redirect) {
        Route.Redirect route = new Route.Redirect(Location.of(redirect.locationFor(config.port())), redirect.status());
        RouteTable routes = new RouteTable(route);
        HttpVirtualService present = http;
        if (present == null) {
            present = new HttpVirtualService(name, routes, config.http(), traffic, loops);
            http = present;
        } else {
            present.reconfigure(routes, config.http(), traffic);
        }
        return present;
    }

    /** Goes by this configuration; where it has no redirector, clients have this long to ask once more. */
    synchronized void follow(VirtualServiceConfig config, Duration grace) {
        RedirectHttpConfig redirect = config.http().answers().redirectHttp();
        if (redirect != null) {
            acceptor(config, redirect);
        } else if (http != null) {
            http.drain(grace);
            http = null;
        }
    }

    /** Takes no new requests; ends when the last client is gone. */
    synchronized CompletionStage<Void> drain(Duration grace) {
        return http == null ? CompletableFuture.completedFuture(null) : http.drain(grace);
    }

    /** Asks those clients to go whose local address fits. */
    synchronized void dismiss(Predicate<InetSocketAddress> leaving, Duration grace) {
        if (http != null) {
            http.dismiss(leaving, grace);
        }
    }

    /** Closes every connection now. */
    synchronized void abort() {
        if (http != null) {
            http.abort();
        }
    }
}
