package io.steelyard.route;

import io.steelyard.pool.PickRequest;
import io.steelyard.pool.Pool;

/** Which pool an exchange gets. One per virtual service; content rules join here, before its pool. Immutable. */
public final class RouteTable {
    private final Pool pool;

    public RouteTable(Pool pool) {
        this.pool = pool;
    }

    /** The pool for this request. Called for every request on event loops: allocates nothing, takes no lock. */
    public Pool find(PickRequest request) {
        return pool;
    }
}
