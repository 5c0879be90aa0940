package io.steelyard.admin;

import io.steelyard.admin.metrics.MeterBook;
import io.steelyard.config.AvailabilityConfig;
import io.steelyard.config.DistributionConfig;
import io.steelyard.config.HealthCheckConfig;
import io.steelyard.config.HealthTimes;
import io.steelyard.config.HostCheckConfig;
import io.steelyard.config.HttpConfig;
import io.steelyard.config.Protocol;
import io.steelyard.config.RealServerConfig;
import io.steelyard.config.Scheduling;
import io.steelyard.config.VirtualServiceConfig;
import io.steelyard.health.CellId;
import io.steelyard.health.CellState;
import io.steelyard.health.HealthChange;
import io.steelyard.health.HealthCheck;
import io.steelyard.health.HostPolicy;
import io.steelyard.health.Transcript;
import io.steelyard.health.Verdict;
import io.steelyard.pool.Explanation;
import io.steelyard.pool.PickRequest;
import io.steelyard.pool.Pool;
import io.steelyard.pool.Roster;
import io.steelyard.service.ApplianceView;
import io.steelyard.service.ServiceView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** An appliance made of real pools and nothing else, whose cells go where the test says. */
public final class FarmFixture implements ApplianceView {
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final HealthCheck NEVER_ASKED = (target, network) -> new CompletableFuture<>();

    private record Service(VirtualServiceConfig config, Pool pool) implements ServiceView {
        @Override
        public Roster roster() {
            return pool.roster();
        }

        @Override
        public Explanation explain(PickRequest request, int most) {
            return pool.explain(request, most);
        }
    }

    public final MeterBook meters = new MeterBook();
    private volatile List<ServiceView> services = List.of();
    private final AtomicLong revision = new AtomicLong(7);

    /** One virtual service with two host names on two real servers: the example of the design. */
    public static FarmFixture surveyor() {
        return new FarmFixture()
                .with(service(
                        "surveyor",
                        80,
                        List.of("192.0.2.21", "192.0.2.22"),
                        List.of(
                                host("ntrip.surveyor.lab", HostPolicy.OWN_TRAFFIC),
                                host("www.surveyor.lab", HostPolicy.OWN_TRAFFIC))));
    }

    public static HostCheckConfig host(String name, HostPolicy policy) {
        return new HostCheckConfig(name, policy, NEVER_ASKED);
    }

    public static VirtualServiceConfig service(
            String name, int port, List<String> realServers, List<HostCheckConfig> hosts) {
        Duration second = Duration.ofSeconds(1);
        return new VirtualServiceConfig(
                name,
                "0.0.0.0",
                port,
                Protocol.HTTP,
                Scheduling.ROUND_ROBIN,
                new HealthTimes(second, second, second, second, 2, 3),
                List.of(new HealthCheckConfig("http", NEVER_ASKED, hosts, Map.of())),
                realServers.stream()
                        .map(address -> new RealServerConfig(address, 80, 1000, true))
                        .toList(),
                HttpConfig.DEFAULT,
                AvailabilityConfig.DEFAULT,
                DistributionConfig.DEFAULT);
    }

    /** The same with one virtual service more. */
    public FarmFixture with(VirtualServiceConfig config) {
        List<ServiceView> next = new ArrayList<>(services);
        next.add(new Service(config, Pool.of(config, START)));
        return serve(next);
    }

    public FarmFixture without(String virtualService) {
        revision.incrementAndGet();
        return serve(services.stream()
                .filter(service -> !service.config().name().equals(virtualService))
                .toList());
    }

    /** Moves a cell. */
    public void move(String service, String realServer, String host, CellState to, Instant at, String reason) {
        CellId cell = new CellId(service, realServer, 0, host);
        Verdict verdict = new Verdict(to == CellState.UP, reason, Transcript.empty(at));
        HealthChange change = new HealthChange(cell, CellState.PENDING, to, at, verdict);
        pool(service).changed(change);
    }

    public Pool pool(String service) {
        return services.stream()
                .filter(one -> one.config().name().equals(service))
                .map(one -> ((Service) one).pool())
                .findFirst()
                .orElseThrow();
    }

    @Override
    public long revision() {
        return revision.get();
    }

    @Override
    public List<ServiceView> services() {
        return services;
    }

    private FarmFixture serve(List<ServiceView> next) {
        services = List.copyOf(next);
        meters.serve(next.stream().map(ServiceView::config).toList());
        return this;
    }
}
