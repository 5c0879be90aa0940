package io.steelyard.pool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a pool as a whole is fit for use.
 *
 * @param up real servers that take new clients
 * @param pending those that may yet, once their verdicts are there
 * @param criticalDown the first critical real server that is down; null where none is
 * @param criticalPending the first that waits for its verdicts; null where none does
 */
record Fitness(
        int up,
        int pending,
        @Nullable RealServer criticalDown,
        @Nullable RealServer criticalPending) {

    static Fitness of(List<ServerStatus> servers) {
        int up = 0;
        int pending = 0;
        RealServer criticalDown = null;
        RealServer criticalPending = null;
        for (ServerStatus server : servers) {
            boolean waits = server.state() == ServerState.PENDING && !server.takesSome();
            if (server.terms().critical() && server.state() == ServerState.DOWN && criticalDown == null) {
                criticalDown = server.server();
            }
            if (server.terms().critical() && waits && criticalPending == null) {
                criticalPending = server.server();
            }
            if (server.isOffered()) {
                up += server.takesSome() ? 1 : 0;
                pending += waits ? 1 : 0;
            }
        }
        return new Fitness(up, pending, criticalDown, criticalPending);
    }

    /** Whether the real servers that are fit may take requests at all. */
    boolean isEnough(PoolRules rules) {
        return up >= rules.minServersUp() && criticalDown == null && criticalPending == null;
    }

    /** Whether verdicts that are still to come may make it enough. */
    boolean mayBecomeEnough(PoolRules rules) {
        return up + pending >= rules.minServersUp() && criticalDown == null;
    }

    /** Why it is not enough, for an administrator: one line without a full stop; null where it is. */
    @Nullable
    String whyNotEnough(PoolRules rules) {
        if (criticalDown != null) {
            return "the critical real server " + criticalDown.name() + " is down";
        }
        if (criticalPending != null) {
            return "the critical real server " + criticalPending.name() + " has no verdict yet";
        }
        return up >= rules.minServersUp()
                ? null
                : (up == 1 ? "1 real server is" : up + " real servers are") + " up and " + rules.minServersUp()
                        + " must be";
    }
}
