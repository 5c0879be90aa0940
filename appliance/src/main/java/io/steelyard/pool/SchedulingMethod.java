package io.steelyard.pool;

import io.steelyard.config.HashingConfig;
import io.steelyard.config.Scheduling;
import io.steelyard.config.SourcePrefix;
import org.jspecify.annotations.Nullable;

/**
 * How the next real server is chosen: the extension point. A method is asked for a {@link Schedule} each time the
 * candidates of a host name change, and works out there whatever it can ahead of time: an order, a hash table.
 */
@FunctionalInterface
public interface SchedulingMethod {

    /**
     * A schedule for these candidates. Called by whoever changes a pool, one at a time, never on the way of a request.
     *
     * @param candidates may be empty
     * @param before the schedule that the new one takes over from, to carry on where it is and not to start with the
     *     first real server after every health change; requests may still be using it. Null for a host name's first
     */
    Schedule schedule(Candidates candidates, @Nullable Schedule before);

    /** The method that a configuration names, with the settings that hold where it says nothing more. */
    static SchedulingMethod of(Scheduling scheduling) {
        return of(scheduling, HashingConfig.DEFAULT);
    }

    /** The method that a configuration names. */
    static SchedulingMethod of(Scheduling scheduling, HashingConfig hashing) {
        int bound = hashing.boundPercent();
        SourcePrefix prefix = hashing.prefix();
        return switch (scheduling) {
            case ROUND_ROBIN -> new RoundRobin();
            // What agents say of their real servers is in the weights already.
            case WEIGHTED_ROUND_ROBIN, RESOURCE -> new WeightedRoundRobin();
            case LEAST_CONNECTION -> new LeastConnection(false);
            case WEIGHTED_LEAST_CONNECTION -> new LeastConnection(true);
            case FIXED_WEIGHTING -> new FixedWeighting();
            case WEIGHTED_RESPONSE_TIME -> BestOfTwo.byResponseTime(System::nanoTime);
            case SOURCE_IP_HASH -> new HashScheduling(RequestKeys.source(prefix.ipv4(), prefix.ipv6()), bound);
            case URI_HASH -> new HashScheduling(RequestKeys.uri(hashing.uriPart()), bound);
            case HEADER_HASH -> new HashScheduling(RequestKeys.field(hashing.header()), bound);
            case RANDOM_TWO -> BestOfTwo.byExchanges();
        };
    }
}
