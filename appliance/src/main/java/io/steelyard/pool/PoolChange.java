package io.steelyard.pool;

import io.steelyard.config.HealthCheckConfig;
import io.steelyard.config.HostCheckConfig;
import io.steelyard.config.RealServerConfig;
import io.steelyard.config.VirtualServiceConfig;
import io.steelyard.health.CellId;
import io.steelyard.health.CellState;
import io.steelyard.health.HealthCheck;
import io.steelyard.health.HostPolicy;
import io.steelyard.pool.PoolRules.LastResort;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a changed configuration makes of a roster. What stays keeps its state: a cell that was there before, whatever it
 * is asked from now on; a real server's marks; what the administrator ordered meanwhile.
 *
 * <p>A new cell on a real server that is in use does not take it out until the first verdict is there: nothing is known
 * against it. A new real server waits for its verdicts, as nothing is known in its favour. One whose name has moved to
 * another address is another object in the same state, which the next verdicts change.
 *
 * @param was what the roster was made by
 * @param newcomer makes a real server that the roster does not have
 * @param at since when new cells are in their states
 */
record PoolChange(
        Roster before,
        VirtualServiceConfig was,
        VirtualServiceConfig now,
        Function<RealServerConfig, RealServer> newcomer,
        Instant at) {

    /** A real server that nobody had before. */
    static RealServer fresh(RealServerConfig config) {
        return new RealServer(config.name(), config.socketAddress());
    }

    /** A real server of which nothing is known yet. */
    static ServerStatus newcomer(
            VirtualServiceConfig service, RealServerConfig config, RealServer server, Instant now) {
        List<CellStatus> cells = new ArrayList<>();
        if (server.address().isUnresolved()) {
            cells.add(unknown(service, config, now));
            return ServerStatus.of(server, config.enabled(), false, config.weight(), cells, terms(service, config));
        }
        eachCell(
                service,
                config,
                (id, policy, check) -> cells.add(
                        check.asks()
                                ? new CellStatus(id, policy, CellState.PENDING, now, "no verdict yet")
                                : unasked(id, policy, now)));
        return ServerStatus.of(server, config.enabled(), false, config.weight(), cells, terms(service, config));
    }

    /** The real servers of one roster that are not in a later one, the sorry server among them. */
    static List<RealServer> gone(Roster before, Roster after) {
        Set<RealServer> gone = new LinkedHashSet<>();
        before.servers().forEach(status -> gone.add(status.server()));
        if (before.rules().lastResort() instanceof LastResort.SorryServer sorry) {
            gone.add(sorry.server());
        }
        after.servers().forEach(status -> gone.remove(status.server()));
        if (after.rules().lastResort() instanceof LastResort.SorryServer sorry) {
            gone.remove(sorry.server());
        }
        return List.copyOf(gone);
    }

    Roster after() {
        Map<String, ServerStatus> present = before.servers().stream()
                .collect(Collectors.toMap(status -> status.server().name(), Function.identity()));
        Map<String, RealServerConfig> configs =
                was.realServers().stream().collect(Collectors.toMap(RealServerConfig::name, Function.identity()));
        List<ServerStatus> servers = new ArrayList<>();
        for (RealServerConfig config : now.realServers()) {
            ServerStatus status = present.get(config.name());
            servers.add(
                    status == null
                            ? newcomer(now, config, newcomer.apply(config), at)
                            : stays(status, configs.get(config.name()), config));
        }
        return before.reconfigured(servers, method(), rules());
    }

    private SchedulingMethod method() {
        boolean same = was.scheduling() == now.scheduling()
                && was.distribution().hashing().equals(now.distribution().hashing());
        return same
                ? before.method()
                : SchedulingMethod.of(now.scheduling(), now.distribution().hashing());
    }

    /** The sorry server stays the same object as long as it is the same server. */
    private PoolRules rules() {
        if (was.availability().equals(now.availability())) {
            return before.rules();
        }
        PoolRules rules = PoolRules.of(now.availability());
        return was.availability().whenAllDown().equals(now.availability().whenAllDown())
                ? new PoolRules(rules.minServersUp(), before.rules().lastResort(), rules.slowStart())
                : rules;
    }

    private ServerStatus stays(ServerStatus status, @Nullable RealServerConfig old, RealServerConfig config) {
        boolean ordered = old == null || old.enabled() != config.enabled();
        boolean moved = !status.server().address().equals(config.socketAddress());
        ServerStatus next = ServerStatus.of(
                        moved ? newcomer.apply(config) : status.server(),
                        ordered ? config.enabled() : status.enabled(),
                        !ordered && status.draining(),
                        config.weight(),
                        cells(status, config),
                        terms(now, config))
                .withMarks(status.marks());
        boolean comesBack = PoolRules.of(now.availability()).slowStart().isOn() && SlowStart.begins(status, next);
        return comesBack ? next.withMarks(next.marks().withRamp(SlowStart.FIRST)) : next;
    }

    private List<CellStatus> cells(ServerStatus status, RealServerConfig config) {
        List<CellStatus> cells = new ArrayList<>();
        if (config.socketAddress().isUnresolved()) {
            cells.add(unknown(now, config, at));
            return cells;
        }
        eachCell(now, config, (id, policy, check) -> cells.add(cell(status, id, policy, check)));
        return cells;
    }

    private CellStatus cell(ServerStatus status, CellId id, HostPolicy policy, HealthCheck check) {
        if (!check.asks()) {
            return unasked(id, policy, at);
        }
        if (status.server().address().isUnresolved()) {
            return new CellStatus(id, policy, CellState.PENDING, at, "no verdict yet");
        }
        for (CellStatus cell : status.cells()) {
            if (cell.id().equals(id)) {
                return new CellStatus(
                        id, policy, cell.state(), cell.since(), cell.reason(), cell.unasked(), cell.doubt());
            }
        }
        return status.takesSome() || status.cells().isEmpty()
                ? new CellStatus(id, policy, CellState.UNCHECKED, at, "no verdict yet, in use as before")
                : new CellStatus(id, policy, CellState.PENDING, at, "no verdict yet");
    }

    /** The one cell of a real server whose name is not known: nothing can be asked of it, and it takes no requests. */
    private static CellStatus unknown(VirtualServiceConfig service, RealServerConfig config, Instant now) {
        CellId id = new CellId(service.name(), config.name(), 0, null);
        String reason = "name " + config.address() + " is not known yet";
        return new CellStatus(id, HostPolicy.REQUIRED, CellState.PENDING, now, reason);
    }

    private static CellStatus unasked(CellId id, HostPolicy policy, Instant now) {
        return new CellStatus(id, policy, CellState.UNCHECKED, now, "nothing is asked of it");
    }

    private static ServerTerms terms(VirtualServiceConfig service, RealServerConfig config) {
        return new ServerTerms(
                service.availability().combination(),
                config.critical(),
                config.capacity().maxConnections(),
                config.capacity().maxRate());
    }

    private interface EachCell {
        void cell(CellId id, HostPolicy policy, HealthCheck check);
    }

    private static void eachCell(VirtualServiceConfig service, RealServerConfig server, EachCell then) {
        for (int i = 0; i < service.healthChecks().size(); i++) {
            HealthCheckConfig config = service.healthChecks().get(i);
            if (config.hosts().isEmpty()) {
                then.cell(new CellId(service.name(), server.name(), i, null), HostPolicy.REQUIRED, config.check());
            }
            for (HostCheckConfig host : config.hosts()) {
                then.cell(new CellId(service.name(), server.name(), i, host.name()), host.policy(), host.check());
            }
        }
    }
}
