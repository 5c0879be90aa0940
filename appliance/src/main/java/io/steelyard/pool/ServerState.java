package io.steelyard.pool;

import io.steelyard.config.CheckCombination;
import io.steelyard.health.CellState;
import java.util.List;

/** What a real server is at, as its cells and the administrator have it. */
public enum ServerState {
    /** Every cell that decides takes traffic. */
    UP,
    /** Some cells are down, but it takes some traffic. */
    DEGRADED,
    /** It takes no traffic, and no verdict that is still to come can change that. */
    DOWN,
    DRAINING,
    DISABLED,
    /** Nothing that decides is asked of it; takes traffic. */
    UNCHECKED,
    /** Nothing is known to be wrong with it, and some verdicts are still to come. */
    PENDING;

    /** The state of a real server with these cells, all of which must be up. */
    public static ServerState of(boolean enabled, boolean draining, List<CellStatus> cells) {
        return of(enabled, draining, cells, CheckCombination.ALL);
    }

    /** The state of a real server with these cells. The administrator's word comes first; weight plays no part. */
    public static ServerState of(
            boolean enabled, boolean draining, List<CellStatus> cells, CheckCombination combination) {
        if (!enabled) {
            return DISABLED;
        }
        return draining ? DRAINING : ofCells(cells, combination);
    }

    private static ServerState ofCells(List<CellStatus> cells, CheckCombination combination) {
        boolean up = has(cells, CellState.UP);
        boolean down = has(cells, CellState.DOWN);
        if (!down && !has(cells, CellState.PENDING)) {
            return up ? UP : UNCHECKED;
        }
        if (takesSome(cells, combination, false)) {
            return down ? DEGRADED : PENDING;
        }
        return takesSome(cells, combination, true) ? PENDING : DOWN;
    }

    private static boolean has(List<CellStatus> cells, CellState state) {
        return cells.stream().anyMatch(cell -> cell.decides() && cell.state() == state);
    }

    /** Whether there is any host name that the cells let requests come for. */
    static boolean takesSome(List<CellStatus> cells, CheckCombination combination, boolean hoping) {
        return Votes.of(cells, null, hoping).against(combination) == null
                || cells.stream()
                        .map(cell -> cell.id().host())
                        .distinct()
                        .anyMatch(host -> Votes.of(cells, host, hoping).against(combination) == null);
    }
}
