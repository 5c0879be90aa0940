package io.steelyard.pool;

import org.jspecify.annotations.Nullable;

/** One after another, in the configuration's order; weights other than 0 make no difference. */
public final class RoundRobin implements SchedulingMethod {

    @Override
    public Schedule schedule(Candidates candidates, @Nullable Schedule before) {
        return new Turns(candidates, before instanceof Turns turns ? turns.turn : new Turn());
    }

    private record Turns(Candidates candidates, Turn turn) implements Schedule {
        @Override
        public @Nullable RealServer choose(PickRequest request) {
            int size = candidates.size();
            if (size == 0) {
                return null;
            }
            int index = (int) (turn.next() % size);
            RealServer chosen = candidates.server(index);
            return chosen == request.tried() ? candidates.server((index + 1) % size) : chosen;
        }
    }
}
