package io.steelyard.pool;

import io.steelyard.pool.WeightedRoundRobin.Places;
import org.jspecify.annotations.Nullable;

/**
 * The real server with the fewest exchanges under way, for its weight or whatever its weight. Among those that have
 * equally few it is round robin, weighted or not, so that a quiet service does not give everything to the first.
 *
 * <p>A choice looks at all candidates, as long as there are no more than {@value #MOST_LOOKED_AT}; of more than that at
 * so many neighbours of the one whose turn it is.
 */
public final class LeastConnection implements SchedulingMethod {
    static final int MOST_LOOKED_AT = 64;

    private final boolean weighted;

    /** @param weighted whether a real server of double weight bears twice as many exchanges */
    public LeastConnection(boolean weighted) {
        this.weighted = weighted;
    }

    @Override
    public Schedule schedule(Candidates candidates, @Nullable Schedule before) {
        Least least = before instanceof Least other ? other : null;
        return weighted
                ? new Least(
                        candidates,
                        WeightedRoundRobin.places(candidates, least == null ? null : least.places),
                        new Turn(),
                        ServerLoad::exchangesByWeight)
                : new Least(candidates, null, least == null ? new Turn() : least.turn, ServerLoad::exchanges);
    }

    private record Least(Candidates candidates, @Nullable Places places, Turn turn, ServerLoad load)
            implements Schedule {
        @Override
        public @Nullable RealServer choose(PickRequest request) {
            int size = candidates.size();
            if (size == 0) {
                return null;
            }
            int first = places == null ? (int) (turn.next() % size) : places.draw();
            int best = -1;
            double lowest = Double.MAX_VALUE;
            int index = first;
            for (int looked = Math.min(size, MOST_LOOKED_AT); looked > 0; looked--) {
                RealServer server = candidates.server(index);
                double present = load.of(server, candidates.weight(index), 0);
                if (present < lowest && server != request.tried()) {
                    best = index;
                    lowest = present;
                }
                index = index + 1 == size ? 0 : index + 1;
            }
            return candidates.server(best < 0 ? first : best);
        }
    }
}
