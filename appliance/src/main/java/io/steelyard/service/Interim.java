package io.steelyard.service;

import io.steelyard.config.RealServerConfig;
import io.steelyard.config.VirtualServiceConfig;
import io.steelyard.pool.Roster;
import io.steelyard.pool.ServerState;
import io.steelyard.pool.ServerStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a virtual service runs with for a moment when a change leaves it no real server that is known to be up: those
 * that go stay until the first verdicts on those that come are there. Pure.
 */
final class Interim {
    private static final Set<ServerState> IN_USE =
            EnumSet.of(ServerState.UP, ServerState.DEGRADED, ServerState.UNCHECKED);

    private Interim() {}

    /** Null where the change can be made at once. */
    static @Nullable VirtualServiceConfig between(VirtualServiceConfig was, VirtualServiceConfig now, Roster roster) {
        Map<String, ServerStatus> present = roster.servers().stream()
                .collect(Collectors.toMap(status -> status.server().name(), Function.identity()));
        boolean someoneComes = false;
        for (RealServerConfig server : now.realServers()) {
            ServerStatus status = present.get(server.name());
            if (server.enabled() && server.weight() > 0) {
                if (status != null && isInUse(status)) {
                    return null;
                }
                someoneComes = true;
            }
        }
        return someoneComes && waitsForVerdicts(now) ? withThoseThatGo(was, now, present) : null;
    }

    private static boolean isInUse(ServerStatus status) {
        return IN_USE.contains(status.state()) && status.weight() > 0;
    }

    private static boolean waitsForVerdicts(VirtualServiceConfig config) {
        return config.healthChecks().stream()
                .anyMatch(check -> check.check().asks()
                        || check.hosts().stream().anyMatch(host -> host.check().asks()));
    }

    private static @Nullable VirtualServiceConfig withThoseThatGo(
            VirtualServiceConfig was, VirtualServiceConfig now, Map<String, ServerStatus> present) {
        Map<String, RealServerConfig> staying = was.realServers().stream()
                .filter(server -> present.containsKey(server.name()) && isInUse(present.get(server.name())))
                .collect(Collectors.toMap(RealServerConfig::name, Function.identity()));
        if (staying.isEmpty()) {
            return null;
        }
        List<RealServerConfig> both = new ArrayList<>();
        for (RealServerConfig server : now.realServers()) {
            RealServerConfig stays = staying.remove(server.name());
            both.add(stays == null ? server : stays);
        }
        both.addAll(staying.values());
        return both.size() > VirtualServiceConfig.MAX_REAL_SERVERS ? null : now.withRealServers(both);
    }

    /** Whether one that comes can take over, or the verdicts on all of them are there. */
    static boolean isOver(VirtualServiceConfig now, Roster roster) {
        Set<String> coming = now.realServers().stream()
                .filter(server -> server.enabled() && server.weight() > 0)
                .map(RealServerConfig::name)
                .collect(Collectors.toSet());
        List<ServerState> states = roster.servers().stream()
                .filter(status -> coming.contains(status.server().name()))
                .map(ServerStatus::state)
                .toList();
        return states.stream().anyMatch(IN_USE::contains) || !states.contains(ServerState.PENDING);
    }

    /** By then every verdict is there, one way or the other. */
    static Duration longest(VirtualServiceConfig now) {
        return now.health()
                .connectTimeout()
                .plus(now.health().responseTimeout())
                .plusSeconds(2);
    }
}
