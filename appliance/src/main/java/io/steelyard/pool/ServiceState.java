package io.steelyard.pool;

import java.util.List;

/** What a virtual service is at. */
public enum ServiceState {
    /** Every real server that the administrator lets work is well. */
    UP,
    /** Requests are served, but some real server or some host name is not well. */
    DEGRADED,
    /** No real server takes any traffic. */
    DOWN,
    /** No real server takes any traffic, and the sorry server answers for them. */
    SORRY,
    /** It answers with redirects and has no use for real servers. */
    REDIRECT,
    /** The administrator has disabled every real server. */
    DISABLED,
    /** Nothing is asked of its real servers; they take traffic. */
    UNCHECKED,
    /** No real server takes any traffic yet, because verdicts are still to come. */
    PENDING;

    /**
     * The state that follows from the real servers alone, so never {@link #SORRY} or {@link #REDIRECT}. Real servers that
     * the administrator has disabled or drains do not make it degraded. A host name is not well exactly when it is not
     * on some real server, so real servers are all that is looked at.
     */
    static ServiceState of(Roster roster) {
        List<ServerStatus> servers = roster.servers();
        List<ServerStatus> working = servers.stream()
                .filter(server -> server.enabled() && !server.draining())
                .toList();
        if (!takesTraffic(roster)) {
            return idle(servers, working);
        }
        if (working.stream().anyMatch(s -> is(s, ServerState.DOWN) || is(s, ServerState.DEGRADED))) {
            return DEGRADED;
        }
        return working.stream().allMatch(s -> is(s, ServerState.UNCHECKED)) ? UNCHECKED : UP;
    }

    private static ServiceState idle(List<ServerStatus> servers, List<ServerStatus> working) {
        if (working.stream().anyMatch(s -> is(s, ServerState.PENDING) && s.weight() > 0)) {
            return PENDING;
        }
        boolean allDisabled = !servers.isEmpty() && servers.stream().noneMatch(ServerStatus::enabled);
        return allDisabled ? DISABLED : DOWN;
    }

    private static boolean takesTraffic(Roster roster) {
        return !roster.candidates(null).isEmpty()
                || roster.hosts().stream()
                        .anyMatch(host -> !roster.candidates(host).isEmpty());
    }

    private static boolean is(ServerStatus server, ServerState state) {
        return server.state() == state;
    }
}
