package io.steelyard.pool;

import io.steelyard.config.CheckCombination;
import io.steelyard.health.CellState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the cells of one real server say of requests for one host name, counted.
 *
 * <p>A health check has a vote for a host name when it asks by that host name, or by none at all. A check that asks by
 * other host names only has no say. Where no check has a vote, it is enough that any cell takes traffic. A required host
 * name's cell is no matter of votes: when it takes no traffic the whole real server is out. Informational cells count
 * nowhere.
 */
final class Votes {
    private int cast;
    private int ups;
    private boolean anyDecides;
    private boolean anyTakes;
    private @Nullable CellStatus required;
    private @Nullable CellStatus serverCell;
    private @Nullable CellStatus hostCell;
    private @Nullable CellStatus otherCell;

    private Votes() {}

    /**
     * Counts them.
     *
     * @param host null for a request without a known host name
     * @param hoping whether a cell without a verdict counts as one that takes traffic
     */
    static Votes of(List<CellStatus> cells, @Nullable String host, boolean hoping) {
        Votes votes = new Votes();
        for (CellStatus cell : cells) {
            if (cell.decides()) {
                votes.count(cell, host, hoping);
            }
        }
        return votes;
    }

    private void count(CellStatus cell, @Nullable String host, boolean hoping) {
        String asked = cell.id().host();
        boolean takes = cell.state().takesTraffic() || (hoping && cell.state() == CellState.PENDING);
        anyDecides = true;
        anyTakes |= takes;
        if (asked == null || asked.equals(host)) {
            cast++;
            ups += takes ? 1 : 0;
        }
        if (!takes) {
            keep(cell, asked, host);
        }
    }

    /** The first of each sort is enough to tell why. */
    private void keep(CellStatus cell, @Nullable String asked, @Nullable String host) {
        if (cell.isRequired()) {
            required = required == null ? cell : required;
        } else if (asked == null) {
            serverCell = serverCell == null ? cell : serverCell;
        } else if (asked.equals(host)) {
            hostCell = hostCell == null ? cell : hostCell;
        } else {
            otherCell = otherCell == null ? cell : otherCell;
        }
    }

    /** Why the real server may not get requests for the host name, or null where it may. */
    @Nullable
    Exclusion against(CheckCombination combination) {
        if (required != null) {
            return new Exclusion(Exclusion.Cause.SERVER_CELL, required);
        }
        if (cast == 0) {
            return anyTakes || !anyDecides ? null : new Exclusion(Exclusion.Cause.NO_CELL_UP, otherCell);
        }
        int wanted = combination.wanted(cast);
        if (ups >= wanted) {
            return null;
        }
        if (wanted < cast) {
            return new Exclusion(
                    Exclusion.Cause.TOO_FEW_CHECKS, serverCell == null ? hostCell : serverCell, ups, wanted, null);
        }
        return serverCell == null
                ? new Exclusion(Exclusion.Cause.HOST_CELL, hostCell)
                : new Exclusion(Exclusion.Cause.SERVER_CELL, serverCell);
    }
}
