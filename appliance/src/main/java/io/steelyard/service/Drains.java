package io.steelyard.service;

import io.steelyard.event.Event;
import io.steelyard.event.EventListener;
import io.steelyard.event.Severity;
import io.steelyard.pool.Order;
import io.steelyard.service.Maintenance.Scope;
import io.steelyard.service.Maintenance.Standing;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells when a real server that drains has no exchange and no remembered client left: once for each drain, even where a
 * client that nobody remembers comes back. {@link #tick} is to be called each second or so, not on an event loop.
 * Thread-safe.
 */
public final class Drains {
    private final Maintenance maintenance;
    private final EventListener listener;
    private final Clock clock;
    private final Set<Drain> told = new HashSet<>();

    private record Drain(
            String virtualService,
            String realServer,
            @Nullable String host) {
        static Drain of(Standing standing) {
            return new Drain(standing.virtualService(), standing.realServer(), standing.host());
        }

        /** Whether an order for this scope changes what holds for this. */
        boolean isIn(Scope scope) {
            return realServer.equals(scope.realServer())
                    && (scope.virtualService() == null || virtualService.equals(scope.virtualService()))
                    && (scope.host() == null || Objects.equals(host, scope.host()));
        }
    }

    public Drains(Maintenance maintenance, EventListener listener, Clock clock) {
        this.maintenance = maintenance;
        this.listener = listener;
        this.clock = clock;
        maintenance.addListener(this::given);
    }

    /** A drain that is ordered after another order is a new one, however soon it comes. */
    private synchronized void given(Scope scope, Order order) {
        if (order != Order.DRAIN) {
            told.removeIf(drain -> drain.isIn(scope));
        }
    }

    /** Tells of those that are drained by now. */
    public synchronized void tick() {
        List<Standing> draining = maintenance.draining();
        told.retainAll(draining.stream().map(Drain::of).collect(Collectors.toSet()));
        for (Standing standing : draining) {
            if (standing.isDrained() && told.add(Drain.of(standing))) {
                listener.happened(event(standing));
            }
        }
    }

    private Event event(Standing drained) {
        String host = drained.host();
        String subject = host == null ? drained.realServer() : host + " on " + drained.realServer();
        return new Event(
                clock.instant(),
                Severity.NOTICE,
                "real-server-drained",
                drained.virtualService(),
                drained.realServer(),
                host,
                subject + " is drained in " + drained.virtualService()
                        + ": no exchange is left there, and no client is remembered as staying there",
                Map.of());
    }
}
