package io.steelyard.pool;

import java.util.List;

/**
 * One real server as a roster has it.
 *
 * @param enabled what the administrator says; health is what the cells say
 * @param weight 0–65535; 0 takes no new clients
 */
public record ServerStatus(
        RealServer server, ServerState state, boolean enabled, boolean draining, int weight, List<CellStatus> cells) {
    public ServerStatus {
        cells = List.copyOf(cells);
    }

    /** A real server with the state that follows from the rest. */
    public static ServerStatus of(
            RealServer server, boolean enabled, boolean draining, int weight, List<CellStatus> cells) {
        return new ServerStatus(server, ServerState.of(enabled, draining, cells), enabled, draining, weight, cells);
    }
}
