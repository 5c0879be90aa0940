package io.steelyard.pool;

import io.steelyard.pool.PoolRules.LastResort;
import java.util.List;

/** What a virtual service is at. */
public enum ServiceState {
    /** Every real server that the administrator lets work is well. */
    UP,
    /** Requests are served, but some real server or some host name is not well; or all are down and used all the same. */
    DEGRADED,
    /** No real server takes any traffic, and nobody answers for them. */
    DOWN,
    /** No real server takes any traffic, and the sorry server answers for them. */
    SORRY,
    /** No real server takes any traffic, and clients are redirected elsewhere. */
    REDIRECT,
    /** The administrator has disabled every real server. */
    DISABLED,
    /** Nothing is asked of its real servers; they take traffic. */
    UNCHECKED,
    /** No real server takes any traffic yet, because verdicts are still to come. */
    PENDING;

    /**
     * The state that follows from the real servers and the pool's rules. Real servers that the administrator has
     * disabled or drains do not make it degraded. A host name is not well exactly when it is not on some real server, so
     * real servers are all that is looked at.
     */
    static ServiceState of(Roster roster) {
        List<ServerStatus> servers = roster.servers();
        List<ServerStatus> working = servers.stream()
                .filter(server -> server.enabled() && !server.draining())
                .toList();
        if (!roster.takesSome()) {
            return idle(roster, working);
        }
        if (working.stream().anyMatch(s -> is(s, ServerState.DOWN) || is(s, ServerState.DEGRADED))) {
            return DEGRADED;
        }
        return working.stream().allMatch(s -> is(s, ServerState.UNCHECKED)) ? UNCHECKED : UP;
    }

    private static ServiceState idle(Roster roster, List<ServerStatus> working) {
        List<ServerStatus> servers = roster.servers();
        if (Fitness.of(servers).mayBecomeEnough(roster.rules())) {
            return PENDING;
        }
        LastResort lastResort = roster.rules().lastResort();
        if (lastResort instanceof LastResort.SorryServer) {
            return SORRY;
        }
        if (lastResort instanceof LastResort.Redirected) {
            return REDIRECT;
        }
        boolean allDisabled = !servers.isEmpty() && servers.stream().noneMatch(ServerStatus::enabled);
        if (allDisabled) {
            return DISABLED;
        }
        return lastResort instanceof LastResort.UseAll && working.stream().anyMatch(ServerStatus::isOffered)
                ? DEGRADED
                : DOWN;
    }

    private static boolean is(ServerStatus server, ServerState state) {
        return server.state() == state;
    }
}
