package io.steelyard.diagnosis;

import io.steelyard.config.HealthCheckConfig;
import io.steelyard.config.HostCheckConfig;
import io.steelyard.config.RealServerConfig;
import io.steelyard.config.VirtualServiceConfig;
import io.steelyard.health.CellHistory;
import io.steelyard.health.CellId;
import io.steelyard.health.Trial;
import io.steelyard.health.diagnosis.PoolFacts;
import io.steelyard.health.diagnosis.PoolFacts.Cell;
import io.steelyard.health.diagnosis.PoolFacts.Check;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Gathers the facts of a pool from its configuration and its cells' histories. */
final class PoolReading {
    private PoolReading() {}

    /**
     * The facts as of now.
     *
     * @param knownHosts most likely first
     * @param trials what was tried already
     */
    static PoolFacts facts(
            VirtualServiceConfig service,
            Function<CellId, @Nullable CellHistory> histories,
            List<String> knownHosts,
            List<Trial> trials) {
        List<Check> checks = IntStream.range(0, service.healthChecks().size())
                .mapToObj(i -> check(i, service.healthChecks().get(i)))
                .toList();
        List<Cell> cells = new ArrayList<>();
        for (CellId id : cells(service)) {
            CellHistory history = histories.apply(id);
            Cell cell = history == null ? null : Cell.of(history);
            if (cell != null) {
                cells.add(cell);
            }
        }
        return new PoolFacts(service.name(), checks, cells, knownHosts, trials);
    }

    private static Check check(int index, HealthCheckConfig check) {
        return new Check(
                index,
                check.type(),
                check.settings(),
                check.hosts().stream().map(HostCheckConfig::name).toList());
    }

    /** Every cell of the service, check by check and server by server. */
    static List<CellId> cells(VirtualServiceConfig service) {
        List<CellId> cells = new ArrayList<>();
        for (int i = 0; i < service.healthChecks().size(); i++) {
            List<HostCheckConfig> hosts = service.healthChecks().get(i).hosts();
            for (RealServerConfig server : service.realServers()) {
                if (hosts.isEmpty()) {
                    cells.add(new CellId(service.name(), server.name(), i, null));
                }
                for (HostCheckConfig host : hosts) {
                    cells.add(new CellId(service.name(), server.name(), i, host.name()));
                }
            }
        }
        return cells;
    }

    /** The host names that are configured anywhere, those of this service first. */
    static List<String> knownHosts(VirtualServiceConfig service, List<VirtualServiceConfig> all) {
        Set<String> hosts = new LinkedHashSet<>();
        addHosts(hosts, service);
        all.forEach(other -> addHosts(hosts, other));
        return List.copyOf(hosts);
    }

    private static void addHosts(Set<String> hosts, VirtualServiceConfig service) {
        service.healthChecks().forEach(check -> check.hosts().forEach(host -> hosts.add(host.name())));
    }
}
