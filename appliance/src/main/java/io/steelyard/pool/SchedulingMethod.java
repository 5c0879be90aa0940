package io.steelyard.pool;

import io.steelyard.config.Scheduling;
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

    /** The method that a configuration names. */
    static SchedulingMethod of(Scheduling scheduling) {
        return switch (scheduling) {
            case ROUND_ROBIN -> new RoundRobin();
            case WEIGHTED_ROUND_ROBIN -> new WeightedRoundRobin();
        };
    }
}
