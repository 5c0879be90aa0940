package io.steelyard.service;

import io.steelyard.config.AgentConfig;
import io.steelyard.config.HealthCheckConfig;
import io.steelyard.config.HealthTimes;
import io.steelyard.config.HostCheckConfig;
import io.steelyard.config.PassiveConfig;
import io.steelyard.config.RealServerConfig;
import io.steelyard.config.VirtualServiceConfig;
import io.steelyard.event.TrafficFork;
import io.steelyard.event.TrafficListener;
import io.steelyard.health.CellId;
import io.steelyard.health.HealthCheck;
import io.steelyard.health.HealthMonitor;
import io.steelyard.health.ProbeSchedule;
import io.steelyard.health.Target;
import io.steelyard.health.Thresholds;
import io.steelyard.health.Watch;
import io.steelyard.l7.HttpVirtualService;
import io.steelyard.net.CannotListen;
import io.steelyard.net.Listener;
import io.steelyard.net.Loops;
import io.steelyard.pool.DoubtListener;
import io.steelyard.pool.Persistence;
import io.steelyard.pool.Pool;
import io.steelyard.pool.Ramps;
import io.steelyard.pool.Roster;
import io.steelyard.pool.persistence.PersistenceKinds;
import io.steelyard.route.RouteTable;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One virtual service at work: its listener, its pool, and the watches that keep the pool true. */
final class LiveService implements ServiceView {
    private final VirtualServiceConfig config;
    private final Pool pool;
    /** Null where real requests say nothing. */
    private final @Nullable PassiveHealth passive;

    private final HttpVirtualService http;
    private final List<Watch> watches = new ArrayList<>();
    private final List<AgentWatch> agents = new ArrayList<>();
    private @Nullable Listener listener;

    LiveService(
            VirtualServiceConfig config,
            Loops loops,
            TrafficListener traffic,
            HealthMonitor monitor,
            Clock clock,
            DoubtListener doubts) {
        this.config = config;
        Persistence persistence = PersistenceKinds.of(config.distribution().persistence(), config.name(), clock);
        this.pool = Pool.of(config, persistence, clock.instant());
        PassiveConfig passiveConfig = config.availability().passive();
        this.passive = passiveConfig.enabled() ? new PassiveHealth(pool, passiveConfig, monitor, clock, doubts) : null;
        this.http = new HttpVirtualService(
                config.name(),
                RouteTable.of(config, pool),
                config.timeouts(),
                config.limits(),
                passive == null ? traffic : new TrafficFork(traffic, passive),
                loops);
    }

    @Override
    public VirtualServiceConfig config() {
        return config;
    }

    @Override
    public Roster roster() {
        return pool.roster();
    }

    Pool pool() {
        return pool;
    }

    /** Begins to take clients. */
    void listen(Loops loops) throws CannotListen {
        listener = Listener.open(loops, new InetSocketAddress(config.address(), config.port()), http);
    }

    /** Where clients are taken; the configured address before {@link #listen}. */
    InetSocketAddress address() {
        return listener == null ? new InetSocketAddress(config.address(), config.port()) : listener.address();
    }

    /** Begins to probe every cell. */
    void watch(HealthMonitor monitor) {
        Ramps.lookAfter(pool, monitor.timer());
        if (passive != null) {
            monitor.addListener(passive);
        }
        HealthTimes times = config.health();
        ProbeSchedule schedule =
                new ProbeSchedule(times.interval(), times.fastInterval(), new Thresholds(times.rise(), times.fall()));
        for (RealServerConfig server : config.realServers()) {
            askAgent(monitor, server);
            for (int i = 0; i < config.healthChecks().size(); i++) {
                watch(monitor, schedule, server, i);
            }
        }
    }

    private void watch(HealthMonitor monitor, ProbeSchedule schedule, RealServerConfig server, int index) {
        HealthCheckConfig check = config.healthChecks().get(index);
        if (check.hosts().isEmpty()) {
            watch(monitor, schedule, server, index, null, check.check());
        }
        for (HostCheckConfig host : check.hosts()) {
            watch(monitor, schedule, server, index, host.name(), host.check());
        }
    }

    private void watch(
            HealthMonitor monitor,
            ProbeSchedule schedule,
            RealServerConfig server,
            int index,
            @Nullable String host,
            HealthCheck check) {
        HealthTimes times = config.health();
        CellId cell = new CellId(config.name(), server.name(), index, host);
        Target target = new Target(
                new InetSocketAddress(server.address(), server.port()),
                host,
                times.connectTimeout(),
                times.responseTimeout());
        watches.add(monitor.watch(cell, check, target, schedule));
    }

    private void askAgent(HealthMonitor monitor, RealServerConfig server) {
        AgentConfig agent = server.agent() == null ? config.availability().agent() : server.agent();
        if (agent == null) {
            return;
        }
        HealthTimes times = config.health();
        Target target = new Target(
                new InetSocketAddress(server.address(), agent.port()),
                null,
                times.connectTimeout(),
                times.responseTimeout());
        AgentWatch watch = new AgentWatch(pool, server.name(), target, agent, monitor.network(), monitor.timer());
        agents.add(watch);
        watch.begin();
    }

    /** Takes no new clients and no new requests; ends when the last client is gone. */
    CompletionStage<Void> drain() {
        if (listener != null) {
            listener.close();
        }
        return http.drain();
    }

    /** Ends everything now. */
    void close() {
        watches.forEach(Watch::stop);
        agents.forEach(AgentWatch::stop);
        if (passive != null) {
            passive.end();
        }
        if (listener != null) {
            listener.close();
        }
        http.abort();
    }
}
