package io.steelyard.pool;

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

    /** The state of a real server with these cells. The administrator's word comes first; weight plays no part. */
    public static ServerState of(boolean enabled, boolean draining, List<CellStatus> cells) {
        if (!enabled) {
            return DISABLED;
        }
        return draining ? DRAINING : ofCells(cells);
    }

    private static ServerState ofCells(List<CellStatus> cells) {
        int up = 0;
        int down = 0;
        int pending = 0;
        boolean serverOut = false;
        boolean serverPending = false;
        for (CellStatus cell : cells) {
            if (!cell.decides()) {
                continue;
            }
            up += cell.state() == CellState.UP ? 1 : 0;
            down += cell.state() == CellState.DOWN ? 1 : 0;
            pending += cell.state() == CellState.PENDING ? 1 : 0;
            serverOut |= cell.speaksForServer() && cell.state() == CellState.DOWN;
            serverPending |= cell.speaksForServer() && cell.state() == CellState.PENDING;
        }
        if (serverOut) {
            return DOWN;
        }
        if (down + pending == 0) {
            return up == 0 ? UNCHECKED : UP;
        }
        boolean takesTraffic = !serverPending
                && cells.stream().anyMatch(c -> c.decides() && c.state().takesTraffic());
        if (takesTraffic) {
            return down > 0 ? DEGRADED : PENDING;
        }
        return pending > 0 ? PENDING : DOWN;
    }
}
