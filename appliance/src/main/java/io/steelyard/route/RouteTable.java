package io.steelyard.route;

import io.steelyard.config.AllDownConfig;
import io.steelyard.config.VirtualServiceConfig;
import io.steelyard.pool.PickRequest;
import io.steelyard.pool.Pool;
import org.jspecify.annotations.Nullable;

/** What becomes of an exchange. One per virtual service; content rules join here, before its pool. Immutable. */
public final class RouteTable {
    private final Route.ToPool toPool;
    private final Route.@Nullable Redirect whenAllDown;

    /** Every exchange goes to this pool. */
    public RouteTable(Pool pool) {
        this(pool, null);
    }

    /**
     * Every exchange goes to this pool as long as a real server is fit for it.
     *
     * @param whenAllDown what becomes of the others; null where they go to the pool as well
     */
    public RouteTable(Pool pool, Route.@Nullable Redirect whenAllDown) {
        this.toPool = new Route.ToPool(pool);
        this.whenAllDown = whenAllDown;
    }

    /** The routes of a virtual service as it is configured. */
    public static RouteTable of(VirtualServiceConfig service, Pool pool) {
        return service.availability().whenAllDown() instanceof AllDownConfig.Redirect redirect
                ? new RouteTable(pool, new Route.Redirect(redirect.url(), redirect.status()))
                : new RouteTable(pool);
    }

    /** What becomes of this request. Called for every request on event loops: allocates nothing, takes no lock. */
    public Route find(PickRequest request) {
        return whenAllDown == null || toPool.pool().roster().hasFitFor(request) ? toPool : whenAllDown;
    }
}
