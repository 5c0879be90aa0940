package io.steelyard.pool;

import io.steelyard.config.CheckCombination;

/**
 * What the configuration says of a real server and no event changes.
 *
 * @param combination how its health checks are counted together
 * @param critical whether the virtual service is down when this real server is
 */
public record ServerTerms(CheckCombination combination, boolean critical) {
    /** Every health check must be up, and the virtual service can do without this real server. */
    public static final ServerTerms PLAIN = new ServerTerms(CheckCombination.ALL, false);
}
