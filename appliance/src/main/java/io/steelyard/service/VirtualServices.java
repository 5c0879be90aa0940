package io.steelyard.service;

import io.steelyard.config.ApplianceConfig;
import io.steelyard.config.VirtualServiceConfig;
import io.steelyard.event.TrafficListener;
import io.steelyard.health.HealthChange;
import io.steelyard.health.HealthListener;
import io.steelyard.health.HealthMonitor;
import io.steelyard.net.CannotListen;
import io.steelyard.net.Loops;
import io.steelyard.pool.DoubtListener;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** The live virtual services, and how a configuration becomes them. Not to be called on an event loop. */
public final class VirtualServices implements ApplianceView, AutoCloseable {
    private final Loops loops;
    private final HealthMonitor monitor;
    private final TrafficListener traffic;
    private final Clock clock;
    private volatile List<LiveService> live = List.of();
    private final DoubtListeners doubts = new DoubtListeners();
    private final AtomicLong revision = new AtomicLong();

    public VirtualServices(Loops loops, HealthMonitor monitor, TrafficListener traffic, Clock clock) {
        this.loops = loops;
        this.monitor = monitor;
        this.traffic = traffic;
        this.clock = clock;
        monitor.addListener(new HealthListener() {
            @Override
            public void changed(HealthChange change) {
                live.forEach(service -> service.pool().apply(change));
            }
        });
    }

    /**
     * Opens every virtual service, or none.
     *
     * @throws CannotListen where an address and port can't be had; everything opened so far is closed again
     */
    public void start(ApplianceConfig config) throws CannotListen {
        List<LiveService> opened = new ArrayList<>();
        for (VirtualServiceConfig service : config.virtualServices()) {
            opened.add(new LiveService(service, loops, traffic, monitor, clock, doubts));
        }
        live = List.copyOf(opened);
        try {
            for (LiveService service : opened) {
                service.listen(loops);
            }
        } catch (CannotListen e) {
            close();
            throw e;
        }
        opened.forEach(service -> service.watch(monitor));
        revision.incrementAndGet();
    }

    /** Takes real servers out for work on them, and brings them back. */
    public Maintenance maintenance() {
        return new Maintenance(() -> live.stream().map(LiveService::pool).toList());
    }

    /** From now on this listener is told which health checks real requests contradict. */
    public void addDoubtListener(DoubtListener listener) {
        doubts.add(listener);
    }

    @Override
    public long revision() {
        return revision.get();
    }

    @Override
    public List<ServiceView> services() {
        return List.copyOf(live);
    }

    /** Where each virtual service takes clients, in the configuration's order. */
    public List<InetSocketAddress> addresses() {
        return live.stream().map(LiveService::address).toList();
    }

    /** Takes no new clients; the stage ends when the last one is gone. */
    public CompletionStage<Void> drain() {
        return CompletableFuture.allOf(live.stream()
                .map(service -> service.drain().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public void close() {
        live.forEach(LiveService::close);
        live = List.of();
    }
}
