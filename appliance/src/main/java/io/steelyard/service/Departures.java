package io.steelyard.service;

import io.steelyard.config.RealServerConfig;
import io.steelyard.health.ProbeTimer;
import io.steelyard.l7.HttpVirtualService;
import io.steelyard.pool.RealServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The real servers that were taken out of one virtual service and may still have exchanges: their idle connections are
 * closed at once, the exchanges when their time is over. One that is put in again before that is the same real server as
 * before. Thread-safe.
 */
final class Departures {
    private final HttpVirtualService http;
    private final ProbeTimer timer;
    private final Map<RealServer, Departure> leaving = new HashMap<>();

    private record Departure(RealServer server, ProbeTimer.Appointment end) {
        boolean isOf(RealServerConfig config) {
            return server.name().equals(config.name()) && server.address().equals(config.socketAddress());
        }
    }

    Departures(HttpVirtualService http, ProbeTimer timer) {
        this.http = http;
        this.timer = timer;
    }

    synchronized void leave(RealServer server, Duration longest) {
        http.letGo(server);
        ProbeTimer.Appointment end = timer.schedule(() -> end(server), longest.toNanos());
        Departure other = leaving.put(server, new Departure(server, end));
        if (other != null) {
            other.end().cancel();
        }
    }

    /** The real server of this configuration: the one that is leaving, which stays then, or a new one. */
    synchronized RealServer arrive(RealServerConfig config) {
        Departure departure = leaving.values().stream()
                .filter(each -> each.isOf(config))
                .findFirst()
                .orElse(null);
        if (departure == null) {
            return new RealServer(config.name(), config.socketAddress());
        }
        leaving.remove(departure.server());
        departure.end().cancel();
        return departure.server();
    }

    private synchronized void end(RealServer server) {
        if (leaving.remove(server) != null) {
            http.cut(server);
        }
    }

    /** Forgets them all; when the whole virtual service ends. */
    synchronized void end() {
        leaving.values().forEach(departure -> departure.end().cancel());
        leaving.clear();
    }
}
