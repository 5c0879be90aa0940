package io.steelyard.pool;

import io.steelyard.config.CheckCombination;

/**
 * What the configuration says of a real server and no event changes.
 *
 * @param combination how its health checks are counted together
 * @param critical whether the virtual service is down when this real server is
 * @param maxConnections how many exchanges it takes at once, 0 for however many
 * @param maxRate how many may begin in a second, 0 for whatever comes
 */
public record ServerTerms(CheckCombination combination, boolean critical, int maxConnections, int maxRate) {
    /** Every health check must be up, and the virtual service can do without this real server. */
    public static final ServerTerms PLAIN = new ServerTerms(CheckCombination.ALL, false);

    /** Those of one that takes whatever comes. */
    public ServerTerms(CheckCombination combination, boolean critical) {
        this(combination, critical, 0, 0);
    }
}
