package io.steelyard.route;

import io.steelyard.config.AllDownConfig;
import io.steelyard.config.VirtualServiceConfig;
import io.steelyard.pool.PickRequest;
import io.steelyard.pool.Pool;
import org.jspecify.annotations.Nullable;

/** What becomes of an exchange. One per virtual service; content rules join here, before its pool. Immutable. */
public final class RouteTable {
    private final Route usual;
    /** Null where every exchange goes the usual way. */
    private final @Nullable Pool watched;

    private final Route otherwise;

    private RouteTable(Route usual, @Nullable Pool watched, Route otherwise) {
        this.usual = usual;
        this.watched = watched;
        this.otherwise = otherwise;
    }

    /** Every exchange goes to this pool. */
    public RouteTable(Pool pool) {
        this(new Route.ToPool(pool));
    }

    /** Every exchange goes to this pool as long as a real server is fit for it, and the others there. */
    public RouteTable(Pool pool, Route.Redirect whenAllDown) {
        this(new Route.ToPool(pool), pool, whenAllDown);
    }

    /** Every exchange has this route. */
    public RouteTable(Route only) {
        this(only, null, only);
    }

    /** The routes of a virtual service as it is configured. */
    public static RouteTable of(VirtualServiceConfig service, Pool pool) {
        return service.availability().whenAllDown() instanceof AllDownConfig.Redirect redirect
                ? new RouteTable(pool, new Route.Redirect(Location.of(redirect.url()), redirect.status()))
                : new RouteTable(pool);
    }

    /** What becomes of this request. Called for every request on event loops: allocates nothing, takes no lock. */
    public Route find(PickRequest request) {
        return watched == null || watched.roster().hasFitFor(request) ? usual : otherwise;
    }
}
