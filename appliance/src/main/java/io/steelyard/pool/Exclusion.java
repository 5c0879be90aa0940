package io.steelyard.pool;

import io.steelyard.health.CellState;
import io.steelyard.health.HostPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Why a real server may not get a request for a host name.
 *
 * <p>A real server takes a request unless the administrator took it out, or a required host name's cell takes no traffic,
 * or too few of its health checks are up for the request's host name ({@link Votes}). A host name that no check has a
 * say in goes to any real server with one cell that takes traffic, or with no cells. Informational cells decide nothing,
 * here and everywhere.
 *
 * @param cell the cell that says so, the first where there are several; null where none does
 * @param ups with {@link Cause#TOO_FEW_CHECKS}, how many health checks are up
 * @param wanted with {@link Cause#TOO_FEW_CHECKS}, how many would have to be
 * @param detail the whole reason in words, where no cell has it; null otherwise
 */
public record Exclusion(
        Cause cause,
        @Nullable CellStatus cell,
        int ups,
        int wanted,
        @Nullable String detail) {

    public Exclusion(Cause cause, @Nullable CellStatus cell) {
        this(cause, cell, 0, 0, null);
    }

    /** What kind of reason it is. */
    public enum Cause {
        DISABLED,
        DRAINING,
        WEIGHT_ZERO,
        /** The administrator keeps this host name away from it. */
        HOST_ORDER,
        /** The agent on the real server keeps new clients away. */
        AGENT,
        /** A cell that speaks for the whole real server takes no traffic. */
        SERVER_CELL,
        /** A cell of the request's host name takes no traffic. */
        HOST_CELL,
        /** Not every health check has to be up for the request's host name, but more than are. */
        TOO_FEW_CHECKS,
        /** The host name has no cell, and of the others none takes traffic. */
        NO_CELL_UP,
        /** Requests for the host name failed there lately. */
        EJECTED
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
        Order order = server.marks().order(host);
        if (order != Order.ENABLE) {
            String words = order == Order.DRAIN ? " is draining here" : " is disabled here by the administrator";
            return new Exclusion(Cause.HOST_ORDER, null, 0, 0, "host name " + host + words);
        }
        String byAgent = server.marks().agent().refusal();
        if (byAgent != null) {
            return new Exclusion(Cause.AGENT, null, 0, 0, byAgent);
        }
        return byHealth(server, host);
    }

    /**
     * Why this real server may not keep the clients that it has. They stay while it takes no new ones: while it drains, or
     * has no weight, by the administrator's or the agent's word. Null where it may.
     */
    static @Nullable Exclusion ofPresentClient(ServerStatus server, @Nullable String host) {
        if (!server.enabled()) {
            return new Exclusion(Cause.DISABLED, null);
        }
        AgentWord agent = server.marks().agent();
        String byAgent = agent.refusal();
        boolean agentLetsStay = agent.working() && agent.order() != AgentOrder.MAINT;
        return byAgent == null || agentLetsStay
                ? byHealth(server, host)
                : new Exclusion(Cause.AGENT, null, 0, 0, byAgent);
    }

    private static @Nullable Exclusion byHealth(ServerStatus server, @Nullable String host) {
        Exclusion byCells =
                Votes.of(server.cells(), host, false).against(server.terms().combination());
        Ejection ejection = byCells == null ? server.marks().ejection(host) : null;
        return ejection == null ? byCells : new Exclusion(Cause.EJECTED, null, 0, 0, ejection.words());
    }

    /** The reason for an administrator: one line without a full stop. */
    public String words() {
        return switch (cause) {
            case DISABLED -> "disabled by the administrator";
            case DRAINING -> "draining, takes no new clients";
            case WEIGHT_ZERO -> "weight 0, takes no new clients";
            case SERVER_CELL -> told() + ", which takes the whole real server out";
            case HOST_CELL -> told();
            case TOO_FEW_CHECKS ->
                (ups == 0 ? "no health check is" : ups == 1 ? "1 health check is" : ups + " health checks are")
                        + " up and " + wanted + " must be; " + told();
            case HOST_ORDER, AGENT, EJECTED -> detail == null ? "kept away" : detail;
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
