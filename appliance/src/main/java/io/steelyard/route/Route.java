package io.steelyard.route;

import io.steelyard.pool.Pool;

/** What becomes of an exchange: exactly one of these. Made ahead of time, one object for all exchanges. */
public sealed interface Route {

    /** A real server of this pool gets it. */
    record ToPool(Pool pool) implements Route {}

    /**
     * The appliance answers it with a redirect.
     *
     * @param location an absolute URL
     * @param status 301, 302, 303, 307 or 308
     */
    record Redirect(Location location, int status) implements Route {}
}
