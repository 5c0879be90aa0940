package io.steelyard.pool;

/** What a real server is at, as its cells and the administrator have it. */
public enum ServerState {
    UP,
    /** Some cells are down. */
    DEGRADED,
    DOWN,
    DRAINING,
    DISABLED,
    UNCHECKED,
    PENDING
}
