package io.steelyard.pool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One real server as a roster has it.
 *
 * @param enabled what the administrator says; health is what the cells say
 * @param weight as configured, 0–65535; 0 takes no new clients
 */
public record ServerStatus(
        RealServer server,
        ServerState state,
        boolean enabled,
        boolean draining,
        int weight,
        List<CellStatus> cells,
        ServerTerms terms,
        ServerMarks marks) {
    public ServerStatus {
        cells = List.copyOf(cells);
    }

    /** A real server on plain terms, with the state that follows from the rest. */
    public static ServerStatus of(
            RealServer server, boolean enabled, boolean draining, int weight, List<CellStatus> cells) {
        return of(server, enabled, draining, weight, cells, ServerTerms.PLAIN);
    }

    /** A real server with the state that follows from the rest. */
    public static ServerStatus of(
            RealServer server,
            boolean enabled,
            boolean draining,
            int weight,
            List<CellStatus> cells,
            ServerTerms terms) {
        return of(server, enabled, draining, weight, cells, terms, ServerMarks.NONE);
    }

    private static ServerStatus of(
            RealServer server,
            boolean enabled,
            boolean draining,
            int weight,
            List<CellStatus> cells,
            ServerTerms terms,
            ServerMarks marks) {
        ServerState byChecks = ServerState.of(enabled, draining, cells, terms.combination());
        ServerState state = enabled && !draining ? marks.agent().stateOf(byChecks) : byChecks;
        return new ServerStatus(server, state, enabled, draining, weight, cells, terms, marks);
    }

    ServerStatus withOrders(boolean nowEnabled, boolean nowDraining) {
        return of(server, nowEnabled, nowDraining, weight, cells, terms, marks);
    }

    ServerStatus withCells(List<CellStatus> nowCells) {
        return of(server, enabled, draining, weight, nowCells, terms, marks);
    }

    ServerStatus withMarks(ServerMarks nowMarks) {
        return of(server, enabled, draining, weight, cells, terms, nowMarks);
    }

    /** The weight that it has at the moment; at least 1 unless it is configured as 0. */
    public int effectiveWeight() {
        return weight == 0 ? 0 : Math.max(1, (int) ((long) weight * marks.share() / 100));
    }

    /** What it takes at most, by the configuration and by its agent; null for whatever comes. */
    @Nullable
    ServerLimits limits() {
        return ServerLimits.of(
                terms.maxConnections(), terms.maxRate(), marks.agent().maxExchanges());
    }

    /** Whether the cells let it take requests for some host name. */
    boolean takesSome() {
        return switch (state) {
            case UP, DEGRADED, UNCHECKED -> true;
            case PENDING -> ServerState.takesSome(cells, terms.combination(), false);
            case DOWN, DRAINING, DISABLED -> false;
        };
    }

    /** What the administrator says of all of it. */
    public Order order() {
        return !enabled ? Order.DISABLE : draining ? Order.DRAIN : Order.ENABLE;
    }

    /** Whether the administrator, here or on its machine, lets it take new clients; health is another matter. */
    boolean isOffered() {
        return enabled
                && !draining
                && !server.address().isUnresolved()
                && weight > 0
                && marks.agent().order() == AgentOrder.READY
                && marks.agent().percent() > 0;
    }
}
