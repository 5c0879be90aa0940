package io.steelyard.pool;

import org.jspecify.annotations.Nullable;

/**
 * The real server with the highest weight takes everything; when it is out, the one with the next lower. Of several with
 * the same weight it is the first in the configuration's order.
 */
public final class FixedWeighting implements SchedulingMethod {

    @Override
    public Schedule schedule(Candidates candidates, @Nullable Schedule before) {
        int first = highest(candidates, -1);
        return first < 0 ? request -> null : new Order(candidates.server(first), standIn(candidates, first));
    }

    private static RealServer standIn(Candidates candidates, int first) {
        int second = highest(candidates, first);
        return candidates.server(second < 0 ? first : second);
    }

    private static int highest(Candidates candidates, int except) {
        int highest = -1;
        for (int i = 0; i < candidates.size(); i++) {
            if (i != except && (highest < 0 || candidates.weight(i) > candidates.weight(highest))) {
                highest = i;
            }
        }
        return highest;
    }

    private record Order(RealServer first, RealServer second) implements Schedule {
        @Override
        public RealServer choose(PickRequest request) {
            return first == request.tried() ? second : first;
        }
    }
}
