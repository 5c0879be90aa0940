package io.steelyard.service;

import io.steelyard.health.ProbeTimer;
import io.steelyard.l7.HttpVirtualService;
import io.steelyard.pool.RealServer;
import io.steelyard.pool.Roster;
import io.steelyard.pool.ServerStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The real servers of one virtual service that were drained or disabled and whose tunnels are to be closed when their time
 * is over. One that is taken into use again before that keeps them. Thread-safe.
 */
final class DrainedTunnels {
    private final HttpVirtualService http;
    private final ProbeTimer timer;
    private final Map<RealServer, ProbeTimer.Appointment> ends = new HashMap<>();

    DrainedTunnels(HttpVirtualService http, ProbeTimer timer) {
        this.http = http;
        this.timer = timer;
    }

    /**
     * This real server is not offered to new clients any more.
     *
     * @param longest its tunnels may go on; zero for as long as they like
     */
    synchronized void drained(RealServer server, Duration longest) {
        if (!longest.isZero() && !ends.containsKey(server)) {
            ends.put(server, timer.schedule(() -> close(server), longest.toNanos()));
        }
    }

    /** Spares those that are offered again. */
    synchronized void published(Roster roster) {
        for (ServerStatus status : roster.servers()) {
            if (!ends.isEmpty() && status.server().isOffered()) {
                cancel(ends.remove(status.server()));
            }
        }
    }

    private synchronized void close(RealServer server) {
        if (ends.remove(server) != null) {
            http.closeTunnels(server);
        }
    }

    /** Spares them all; when the whole virtual service ends. */
    synchronized void end() {
        ends.values().forEach(DrainedTunnels::cancel);
        ends.clear();
    }

    private static void cancel(ProbeTimer.@Nullable Appointment end) {
        if (end != null) {
            end.cancel();
        }
    }
}
