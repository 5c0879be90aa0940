package io.steelyard.pool;

import io.steelyard.health.CellState;
import io.steelyard.health.HostPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Why a real server may not get a request for a host name.
 *
 * <p>A real server takes a request unless the administrator took it out, or a cell that speaks for the whole real server
 * (a required host name's, or that of a check without host names) takes no traffic, or a cell of the request's own host
 * name takes none. A host name without cells goes to any real server with one cell that takes traffic, or with no cells.
 * Informational cells decide nothing, here and everywhere.
 *
 * @param cell the cell that says so; null where none does
 */
public record Exclusion(Cause cause, @Nullable CellStatus cell) {

    /** What kind of reason it is. */
    public enum Cause {
        DISABLED,
        DRAINING,
        WEIGHT_ZERO,
        /** A cell that speaks for the whole real server takes no traffic. */
        SERVER_CELL,
        /** A cell of the request's host name takes no traffic. */
        HOST_CELL,
        /** The host name has no cell, and of the others none takes traffic. */
        NO_CELL_UP
    }

    /**
     * Why this real server may not get a request for this host name, or null where it may.
     *
     * @param host lower case, without a trailing dot; null for a request without one
     */
    public static @Nullable Exclusion of(ServerStatus server, @Nullable String host) {
        if (!server.enabled()) {
            return new Exclusion(Cause.DISABLED, null);
        }
        if (server.draining()) {
            return new Exclusion(Cause.DRAINING, null);
        }
        if (server.weight() == 0) {
            return new Exclusion(Cause.WEIGHT_ZERO, null);
        }
        return byCells(server, host);
    }

    private static @Nullable Exclusion byCells(ServerStatus server, @Nullable String host) {
        CellStatus own = null;
        CellStatus other = null;
        boolean hostHasCell = false;
        boolean anyTakesTraffic = false;
        for (CellStatus cell : server.cells()) {
            if (!cell.decides()) {
                continue;
            }
            boolean ofHost = host != null && host.equals(cell.id().host());
            hostHasCell |= ofHost;
            if (cell.state().takesTraffic()) {
                anyTakesTraffic = true;
            } else if (cell.speaksForServer()) {
                return new Exclusion(Cause.SERVER_CELL, cell);
            } else if (ofHost && own == null) {
                own = cell;
            } else if (other == null) {
                other = cell;
            }
        }
        if (own != null) {
            return new Exclusion(Cause.HOST_CELL, own);
        }
        return other == null || hostHasCell || anyTakesTraffic ? null : new Exclusion(Cause.NO_CELL_UP, other);
    }

    /** The reason for an administrator: one line without a full stop. */
    public String words() {
        return switch (cause) {
            case DISABLED -> "disabled by the administrator";
            case DRAINING -> "draining, takes no new clients";
            case WEIGHT_ZERO -> "weight 0, takes no new clients";
            case SERVER_CELL -> told() + ", which takes the whole real server out";
            case HOST_CELL -> told();
            case NO_CELL_UP -> "none of its host names is up; " + told();
        };
    }

    private String told() {
        if (cell == null) {
            return "no cell";
        }
        String host = cell.id().host();
        String subject = host == null
                ? "health check " + (cell.id().check() + 1)
                : (cell.policy() == HostPolicy.REQUIRED ? "required host name " : "host name ") + host;
        return cell.state() == CellState.PENDING
                ? subject + " has no verdict yet"
                : subject + " is down: " + cell.reason();
    }
}
