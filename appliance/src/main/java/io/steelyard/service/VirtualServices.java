package io.steelyard.service;

import io.steelyard.config.ApplianceConfig;
import io.steelyard.config.VirtualServiceConfig;
import io.steelyard.event.TrafficListener;
import io.steelyard.health.CellId;
import io.steelyard.health.CellState;
import io.steelyard.health.HealthChange;
import io.steelyard.health.HealthListener;
import io.steelyard.health.HealthMonitor;
import io.steelyard.health.Verdict;
import io.steelyard.names.Answer;
import io.steelyard.names.Names;
import io.steelyard.net.Acceptor;
import io.steelyard.net.CannotListen;
import io.steelyard.net.Loops;
import io.steelyard.pool.DoubtListener;
import io.steelyard.pool.ServiceState;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The live virtual services, and how a configuration becomes them: what differs is detected, planned, and applied.
 *
 * <p>Only opening listeners can fail, so that comes first; where it fails, what was opened is closed again and nothing
 * else was touched. Everything after that is done per virtual service, each with one write that the event loops see.
 * Thread-safe; changes are made one at a time. Not to be called on an event loop.
 */
public final class VirtualServices implements ApplianceView, Running, AutoCloseable {
    private final Loops loops;
    private final HealthMonitor monitor;
    private final TrafficListener traffic;
    private final Clock clock;
    private final Names names;
    private final Listeners listeners;
    private final DoubtListeners doubts = new DoubtListeners();
    private final List<ConfigListener> configListeners = new CopyOnWriteArrayList<>();
    /** Out of the configuration, but with clients that are finishing. */
    private final Set<LiveService> retiring = ConcurrentHashMap.newKeySet();

    private final Object telling = new Object();
    /** What listeners were told last, as it is written; for those who hold {@link #telling}. */
    private List<VirtualServiceConfig> serving = List.of();

    private volatile State state = new State(Map.of(), 0);
    private @Nullable ApplianceConfig config;

    /** @param live by name, in the configuration's order; never changed */
    private record State(Map<String, LiveService> live, long revision) {}

    /** One that knows no name server. */
    public VirtualServices(Loops loops, HealthMonitor monitor, TrafficListener traffic, Clock clock) {
        this(
                loops,
                monitor,
                new Names(
                        name -> CompletableFuture.completedFuture(new Answer.Failed("there is no name server")),
                        monitor.timer(),
                        clock),
                traffic,
                clock);
    }

    /** @param names looks up real servers that are given by a name; ended with this */
    public VirtualServices(Loops loops, HealthMonitor monitor, Names names, TrafficListener traffic, Clock clock) {
        this.names = names;
        names.addListener((name, known) -> answered(name));
        this.loops = loops;
        this.monitor = monitor;
        this.traffic = traffic;
        this.clock = clock;
        this.listeners = new Listeners(loops);
        monitor.addListener(new HealthListener() {
            @Override
            public void changed(HealthChange change) {
                LiveService service = state.live().get(change.cell().virtualService());
                if (service != null) {
                    service.changed(change);
                }
            }

            @Override
            public void probed(CellId cell, CellState cellState, Verdict verdict) {
                LiveService service = state.live().get(cell.virtualService());
                if (service != null) {
                    service.probed(cell, cellState, verdict);
                }
            }
        });
    }

    /**
     * Opens every virtual service, or none.
     *
     * @throws CannotListen where an address and port can't be had; everything opened so far is closed again
     */
    public void start(ApplianceConfig first) throws CannotListen {
        start(first, 1);
    }

    /**
     * The same, as the revision of this number.
     *
     * @throws CannotListen where an address and port can't be had; everything opened so far is closed again
     */
    public synchronized void start(ApplianceConfig first, long revision) throws CannotListen {
        config = new ApplianceConfig(
                first.admin(),
                first.defaultHealth(),
                List.of(),
                first.events(),
                first.nameServers(),
                first.dataPlane());
        try {
            carryOut(plan(first), revision);
        } catch (CannotListen e) {
            close();
            throw e;
        }
    }

    @Override
    public synchronized Plan plan(ApplianceConfig next) {
        ApplianceConfig present = config;
        if (present == null) {
            throw new IllegalStateException("there is nothing to change before the start");
        }
        return Plan.between(present, next);
    }

    /** The same in one line, with the connections that it would concern as they are now. */
    public String summary(Plan plan) {
        return plan.summary(this::underWay);
    }

    @Override
    public long underWay(String virtualService, String realServer) {
        LiveService service = state.live().get(virtualService);
        return service == null
                ? 0
                : service.roster().servers().stream()
                        .filter(status -> status.server().name().equals(realServer))
                        .mapToLong(status -> status.server().activeExchanges())
                        .sum();
    }

    @Override
    public Map<String, ServiceState> states() {
        Map<String, ServiceState> states = new LinkedHashMap<>();
        state.live().forEach((name, live) -> states.put(name, live.roster().state()));
        return states;
    }

    /** Goes on with this configuration, as the next revision where anything is different. */
    public synchronized Applying apply(ApplianceConfig next) {
        return apply(next, plan(next).isEmpty() ? revision() : revision() + 1);
    }

    @Override
    public synchronized Applying apply(ApplianceConfig next, long revision) {
        Plan plan = plan(next);
        if (plan.isEmpty()) {
            config = next;
            state = new State(state.live(), revision);
            return new Applying.Applied(plan, revision);
        }
        try {
            carryOut(plan, revision);
            configListeners.forEach(listener -> listener.applied(plan, revision()));
            return new Applying.Applied(plan, revision());
        } catch (CannotListen e) {
            String reason = String.valueOf(e.getMessage());
            tellServing(configs(state.live()));
            configListeners.forEach(listener -> listener.refused(plan, reason));
            return new Applying.Refused(plan, reason);
        }
    }

    private void carryOut(Plan plan, long revision) throws CannotListen {
        Map<String, LiveService> before = state.live();
        Map<String, LiveService> next = new LinkedHashMap<>();
        for (VirtualServiceConfig service : plan.now().virtualServices()) {
            LiveService known = before.get(service.name());
            next.put(
                    service.name(),
                    known != null ? known : new LiveService(service, names, loops, traffic, monitor, clock, doubts));
        }
        tellServing(union(before, plan.now()));
        listeners.open(toOpen(plan, next));
        config = plan.now();
        for (VirtualServiceConfig service : plan.now().virtualServices()) {
            LiveService live = next.get(service.name());
            if (live != null && before.containsKey(service.name()) && plan.concerns(service.name())) {
                live.reconfigure(service);
            }
        }
        state = new State(next, revision);
        next.values().forEach(live -> live.addresses(listeners::address));
        next.forEach((name, live) -> {
            if (!before.containsKey(name)) {
                live.watch();
            }
        });
        plan.changes().forEach(change -> finish(change, before, next, plan.now()));
        tellServing(plan.now().virtualServices());
        names.follow(NamedServers.of(plan.now()));
        next.values().forEach(LiveService::namesAnswered);
    }

    /** On the thread of the monitor's timer. */
    private void answered(String name) {
        List<LiveService> concerned = state.live().values().stream()
                .filter(service -> service.uses(name))
                .toList();
        if (concerned.stream().anyMatch(LiveService::isBehind)) {
            synchronized (telling) {
                tellServing(serving);
            }
        }
        concerned.forEach(LiveService::namesAnswered);
    }

    private void tellServing(List<VirtualServiceConfig> services) {
        synchronized (telling) {
            serving = services;
            List<VirtualServiceConfig> known = services.stream()
                    .map(service -> NamedServers.known(service, names::state))
                    .toList();
            configListeners.forEach(listener -> listener.serving(known));
        }
    }

    private static List<VirtualServiceConfig> union(Map<String, LiveService> before, ApplianceConfig next) {
        Map<String, VirtualServiceConfig> all = new LinkedHashMap<>();
        before.forEach((name, live) -> all.put(name, live.written()));
        next.virtualServices().forEach(service -> all.put(service.name(), service));
        return List.copyOf(all.values());
    }

    private static Map<Place, Acceptor> toOpen(Plan plan, Map<String, LiveService> next) {
        Map<Place, Acceptor> wanted = new LinkedHashMap<>();
        for (Change change : plan.changes()) {
            if (change instanceof Change.OpenListener open) {
                LiveService service = next.get(open.tenant().service());
                if (service != null) {
                    wanted.put(open.place(), service.acceptor(open.tenant(), plan.now()));
                }
            }
        }
        return wanted;
    }

    /** What is left to do of a change when everything new is in place. */
    private void finish(
            Change change, Map<String, LiveService> before, Map<String, LiveService> next, ApplianceConfig now) {
        if (change instanceof Change.HandOver handOver) {
            LiveService to = next.get(handOver.to().service());
            if (to != null) {
                listeners.handTo(handOver.place(), to.acceptor(handOver.to(), now));
            }
            dismiss(next, handOver.from());
        } else if (change instanceof Change.CloseListener close) {
            listeners.close(close.place());
            dismiss(next, close.tenant());
        } else if (change instanceof Change.RemoveService remove) {
            LiveService gone = before.get(remove.service().name());
            if (gone != null) {
                retiring.add(gone);
                gone.retire().whenComplete((done, failure) -> retiring.remove(gone));
            }
        }
    }

    private static void dismiss(Map<String, LiveService> next, Tenancy was) {
        LiveService moved = next.get(was.service());
        if (moved != null) {
            moved.dismissClients(was);
        }
    }

    private static List<VirtualServiceConfig> configs(Map<String, LiveService> live) {
        return live.values().stream().map(LiveService::written).toList();
    }

    /** Takes real servers out for work on them, and brings them back. */
    public Maintenance maintenance() {
        return new Maintenance(
                () -> state.live().values().stream().map(LiveService::pool).toList());
    }

    /** From now on this listener is told which health checks real requests contradict. */
    public void addDoubtListener(DoubtListener listener) {
        doubts.add(listener);
    }

    /** From now on this listener is told of each configuration. */
    public void addConfigListener(ConfigListener listener) {
        configListeners.add(listener);
    }

    @Override
    public long revision() {
        return state.revision();
    }

    @Override
    public List<ServiceView> services() {
        return List.copyOf(state.live().values());
    }

    /** Where each virtual service takes clients, in the configuration's order. */
    public List<InetSocketAddress> addresses() {
        return state.live().values().stream().map(LiveService::address).toList();
    }

    /** Takes no new clients; the stage ends when the last one is gone. */
    public synchronized CompletionStage<Void> drain() {
        listeners.closeAll();
        return CompletableFuture.allOf(Stream.concat(state.live().values().stream(), retiring.stream())
                .map(service -> service.drain().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public synchronized void close() {
        names.close();
        listeners.closeAll();
        state.live().values().forEach(LiveService::close);
        retiring.forEach(LiveService::close);
        state = new State(Map.of(), state.revision());
    }
}
