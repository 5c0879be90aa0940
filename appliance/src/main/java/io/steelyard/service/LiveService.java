package io.steelyard.service;

import io.steelyard.config.ApplianceConfig;
import io.steelyard.config.PassiveConfig;
import io.steelyard.config.RealServerConfig;
import io.steelyard.config.RedirectHttpConfig;
import io.steelyard.config.VirtualServiceConfig;
import io.steelyard.event.TrafficFork;
import io.steelyard.event.TrafficListener;
import io.steelyard.health.CellId;
import io.steelyard.health.CellState;
import io.steelyard.health.HealthChange;
import io.steelyard.health.HealthMonitor;
import io.steelyard.health.ProbeTimer;
import io.steelyard.health.Verdict;
import io.steelyard.l7.HttpVirtualService;
import io.steelyard.names.NameState;
import io.steelyard.names.Names;
import io.steelyard.net.Acceptor;
import io.steelyard.net.Loops;
import io.steelyard.pool.DoubtListener;
import io.steelyard.pool.Explanation;
import io.steelyard.pool.Persistence;
import io.steelyard.pool.PickRequest;
import io.steelyard.pool.Pool;
import io.steelyard.pool.Ramps;
import io.steelyard.pool.RealServer;
import io.steelyard.pool.Roster;
import io.steelyard.pool.ServerStatus;
import io.steelyard.pool.Sessions;
import io.steelyard.pool.persistence.PersistenceKinds;
import io.steelyard.route.RouteTable;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One virtual service at work: its pool, the watches that keep the pool true, and what brings requests to it. What is
 * configured on it can change all the while; clients and real servers that stay notice nothing. Thread-safe.
 */
final class LiveService implements ServiceView {
    /** How long a client of a virtual service that goes may be between two requests and still have the second answered. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final HealthMonitor monitor;
    private final TrafficListener traffic;
    private final Clock clock;
    private final DoubtListener doubts;
    private final Pool pool;
    private final HttpVirtualService http;
    private final Redirector redirector;
    private final Watches watches;
    private final AgentWatches agents;
    private final LoadWatches loads;
    private final Departures departures;
    private final DrainedTunnels tunnels;
    private final Names names;
    /** As a person wrote it, with names where there are names. */
    private volatile VirtualServiceConfig written;
    /** The same with the addresses that are known. */
    private volatile VirtualServiceConfig config;

    private volatile @Nullable InetSocketAddress address;
    private volatile @Nullable InetSocketAddress redirectAddress;
    /** Null where real requests say nothing. */
    private volatile @Nullable PassiveHealth passive;

    /** What the pool was last made by: {@link #config}, or an {@link Interim} on the way there. */
    private VirtualServiceConfig inPool;

    private volatile ProbeTimer.@Nullable Appointment interimEnd;

    LiveService(
            VirtualServiceConfig written,
            Names names,
            Loops loops,
            TrafficListener traffic,
            HealthMonitor monitor,
            Clock clock,
            DoubtListener doubts) {
        this.names = names;
        this.written = written;
        this.config = NamedServers.known(written, names::state);
        this.inPool = config;
        this.traffic = traffic;
        this.monitor = monitor;
        this.clock = clock;
        this.doubts = doubts;
        this.pool = Pool.of(config, persistence(config), clock.instant());
        this.passive = passive(config);
        this.http = new HttpVirtualService(
                config.name(), RouteTable.of(config, pool), config.http(), listener(passive), loops);
        this.redirector = new Redirector(config.name(), traffic, loops);
        this.watches = new Watches(monitor);
        this.agents = new AgentWatches(pool, monitor);
        this.loads = new LoadWatches(pool, monitor);
        this.departures = new Departures(http, monitor.timer());
        this.tunnels = new DrainedTunnels(http, monitor.timer());
    }

    private Persistence persistence(VirtualServiceConfig of) {
        return PersistenceKinds.of(of.distribution().persistence(), of.name(), clock);
    }

    private @Nullable PassiveHealth passive(VirtualServiceConfig of) {
        PassiveConfig rules = of.availability().passive();
        return rules.enabled() ? new PassiveHealth(pool, rules, monitor, clock, doubts) : null;
    }

    private TrafficListener listener(@Nullable PassiveHealth beside) {
        return beside == null ? traffic : new TrafficFork(traffic, beside);
    }

    @Override
    public VirtualServiceConfig config() {
        return config;
    }

    @Override
    public long uncountedClients() {
        return http.uncountedClients();
    }

    @Override
    public int waiting() {
        return http.waiting();
    }

    @Override
    public Roster roster() {
        return pool.roster();
    }

    @Override
    public Sessions sessions() {
        return pool.persistence().sessions();
    }

    @Override
    public Explanation explain(PickRequest request, int most) {
        return pool.explain(request, most);
    }

    Pool pool() {
        return pool;
    }

    /** Who takes the clients of a place where this is the tenant by this configuration. */
    Acceptor acceptor(Tenancy tenant, ApplianceConfig now) {
        VirtualServiceConfig next = now.virtualServices().stream()
                .filter(service -> service.name().equals(tenant.service()))
                .findFirst()
                .orElse(config);
        RedirectHttpConfig redirect = next.http().answers().redirectHttp();
        return tenant.redirects() && redirect != null ? redirector.acceptor(next, redirect) : http;
    }

    /** Where clients are taken; the configured address before that is known. */
    InetSocketAddress address() {
        InetSocketAddress known = address;
        return known == null ? Place.of(config).socketAddress() : known;
    }

    /** Takes where its places really are, as far as anybody listens there. */
    void addresses(Function<Place, @Nullable InetSocketAddress> real) {
        RedirectHttpConfig redirect = config.http().answers().redirectHttp();
        address = real.apply(Place.of(config));
        redirectAddress = redirect == null ? null : real.apply(Place.of(config, redirect));
    }

    @Override
    public @Nullable InetSocketAddress redirectAddress() {
        return redirectAddress;
    }

    /** Begins to probe every cell. */
    synchronized void watch() {
        Ramps.lookAfter(pool, monitor.timer());
        pool.addListener(this::published);
        watches.follow(inPool);
        agents.follow(inPool);
        loads.follow(inPool);
    }

    /** Goes on with this configuration, which has the same name. */
    synchronized void reconfigure(VirtualServiceConfig next) {
        written = next;
        goOnWith(NamedServers.known(next, names::state));
        sayWhatIsNotKnown();
    }

    VirtualServiceConfig written() {
        return written;
    }

    /** Whether a real server is given by this name. */
    boolean uses(String name) {
        return written.realServers().stream()
                .anyMatch(server -> server.address().equals(name));
    }

    /** Whether names have other addresses by now than this runs by. */
    boolean isBehind() {
        return !NamedServers.known(written, names::state).equals(config);
    }

    /** Goes on with what is known of names by now. */
    synchronized void namesAnswered() {
        if (isBehind()) {
            goOnWith(NamedServers.known(written, names::state));
        }
        sayWhatIsNotKnown();
    }

    private void sayWhatIsNotKnown() {
        for (RealServerConfig server : config.realServers()) {
            if (server.socketAddress().isUnresolved()) {
                String name = server.address();
                pool.notKnown(server.name(), NamedServers.whyNotKnown(name, names.state(name)));
            }
        }
    }

    @Override
    public @Nullable NameState nameOf(String realServer) {
        return config.realServers().stream()
                .filter(server -> server.isNamed() && server.name().equals(realServer))
                .findFirst()
                .map(server -> names.state(server.address()))
                .orElse(null);
    }

    private void goOnWith(VirtualServiceConfig next) {
        config = next;
        VirtualServiceConfig interim = Interim.between(inPool, next, pool.roster());
        endInterim();
        toPool(interim == null ? next : interim);
        if (interim != null) {
            interimEnd = monitor.timer()
                    .schedule(this::leaveInterim, Interim.longest(next).toNanos());
        }
    }

    private void toPool(VirtualServiceConfig next) {
        VirtualServiceConfig was = inPool;
        inPool = next;
        boolean sameClients =
                was.distribution().persistence().equals(next.distribution().persistence());
        Persistence clients = sameClients ? pool.persistence() : persistence(next);
        for (RealServer gone : pool.reconfigure(was, next, clients, departures::arrive, clock.instant())) {
            departures.leave(gone, next.timeouts().drain());
        }
        PassiveHealth before = passive;
        if (!was.availability().passive().equals(next.availability().passive())) {
            passive = passive(next);
        }
        TrafficListener listener = listener(passive);
        http.reconfigure(RouteTable.of(next, pool), next.http(), listener);
        redirector.follow(next, GRACE);
        if (before != null && before != passive) {
            before.end();
        } else if (before != null) {
            before.forgetAllBut(
                    next.realServers().stream().map(RealServerConfig::name).collect(Collectors.toSet()));
        }
        watches.follow(next);
        agents.follow(next);
        loads.follow(next);
    }

    /** A roster was published: connections to real servers that are not offered any more are not kept. */
    private void published(Roster before, Roster after) {
        http.serversChanged();
        for (ServerStatus status : before.servers()) {
            if (status.enabled() && !status.draining() && !status.server().isOffered()) {
                http.letGo(status.server());
                tunnels.drained(status.server(), config.upgrades().closeOnDrain());
            }
        }
        tunnels.published(after);
        if (interimEnd != null && Interim.isOver(config, after)) {
            monitor.timer().execute(this::leaveInterim);
        }
    }

    private synchronized void leaveInterim() {
        if (interimEnd != null) {
            endInterim();
            toPool(config);
        }
    }

    private void endInterim() {
        ProbeTimer.Appointment end = interimEnd;
        interimEnd = null;
        if (end != null) {
            end.cancel();
        }
    }

    /** Takes a cell's new state; called on the monitor's thread. */
    void changed(HealthChange change) {
        pool.apply(change);
        PassiveHealth present = passive;
        if (present != null) {
            present.changed(change);
        }
    }

    /** Hears of a probe; called on the monitor's thread. */
    void probed(CellId cell, CellState state, Verdict verdict) {
        pool.probed(cell, state, verdict);
        PassiveHealth present = passive;
        if (present != null) {
            present.probed(cell, state, verdict);
        }
    }

    /** Asks the clients of this tenancy to go that came by another address than its present one. */
    void dismissClients(Tenancy was) {
        InetSocketAddress present = was.redirects() ? redirectAddress : address();
        Predicate<InetSocketAddress> moved = local -> present == null || !isBy(present, local);
        if (was.redirects()) {
            redirector.dismiss(moved, GRACE);
        } else {
            http.dismiss(moved, GRACE);
        }
    }

    /** Whether who came by the local address was let in by the listening one. */
    private static boolean isBy(InetSocketAddress listening, @Nullable InetSocketAddress local) {
        return local != null
                && local.getPort() == listening.getPort()
                && (listening.getAddress().isAnyLocalAddress()
                        || listening.getAddress().equals(local.getAddress()));
    }

    /** Takes no new requests; ends when the last client is gone. Its listeners are to be closed before. */
    CompletionStage<Void> drain() {
        return both(http.drain(), redirector.drain(Duration.ZERO));
    }

    private static CompletionStage<Void> both(CompletionStage<Void> one, CompletionStage<Void> other) {
        return CompletableFuture.allOf(one.toCompletableFuture(), other.toCompletableFuture());
    }

    /** Ends for good, with time for the clients; nothing is probed any more. The stage ends when all is over. */
    CompletionStage<Void> retire() {
        stopWatching();
        Duration longest = config.timeouts().drain();
        Duration grace = GRACE.compareTo(longest) < 0 ? GRACE : longest;
        ProbeTimer.Appointment end = monitor.timer().schedule(this::end, longest.toNanos());
        return both(http.drain(grace), redirector.drain(grace)).thenRun(end::cancel);
    }

    private synchronized void stopWatching() {
        endInterim();
        watches.stop();
        agents.stop();
        loads.stop();
        departures.end();
        tunnels.end();
        PassiveHealth present = passive;
        if (present != null) {
            present.end();
        }
    }

    /** Ends everything now. */
    void close() {
        stopWatching();
        abort();
    }

    private void abort() {
        http.abort();
        redirector.abort();
    }

    private void end() {
        http.end();
        redirector.abort();
    }
}
