package io.steelyard.pool;

import java.util.List;

/**
 * The immutable snapshot of a pool that the data plane reads. Taken once per pick; a health change makes a new one.
 */
public final class Roster {
    private final List<ServerStatus> servers;

    Roster(List<ServerStatus> servers) {
        this.servers = List.copyOf(servers);
    }

    /** Every real server, in the configuration's order, whatever its state. */
    public List<ServerStatus> servers() {
        return servers;
    }
}
