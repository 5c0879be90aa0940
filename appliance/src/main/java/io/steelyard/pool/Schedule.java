package io.steelyard.pool;

import org.jspecify.annotations.Nullable;

/** One set of candidates, made ready by a {@link SchedulingMethod} to be chosen from. Thread-safe. */
@FunctionalInterface
public interface Schedule {

    /**
     * The real server for this request, not {@link PickRequest#tried} if there is another; null when there is none.
     * Called on event loops, several at once, for every request: takes no lock and allocates nothing.
     */
    @Nullable
    RealServer choose(PickRequest request);
}
