package io.steelyard.pool;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Two real servers are drawn at random, each as likely as its weight, and the one that has less to do is chosen: "the
 * power of two choices" (Mitzenmacher, 2001). It costs the same for two real servers and for ten thousand, and several
 * event loops that choose at the same moment do not all choose the same one, as they would if each took the very best.
 */
public final class BestOfTwo implements SchedulingMethod {
    /** Draws for each of the two, until it is one that was neither tried nor drawn. */
    private static final int DRAWS = 6;

    private final ServerLoad load;
    private final LongSupplier nanoClock;

    private BestOfTwo(ServerLoad load, LongSupplier nanoClock) {
        this.load = load;
        this.nanoClock = nanoClock;
    }

    /** By the exchanges that are under way. */
    public static BestOfTwo byExchanges() {
        return new BestOfTwo(ServerLoad::exchangesByWeight, () -> 0);
    }

    /**
     * By how long the next request would wait.
     *
     * @param nanoClock the one that {@link RealServer#answered} is told
     */
    public static BestOfTwo byResponseTime(LongSupplier nanoClock) {
        return new BestOfTwo(ServerLoad::waitByWeight, nanoClock);
    }

    @Override
    public Schedule schedule(Candidates candidates, @Nullable Schedule before) {
        return new Pair(
                new WeightRow(candidates), load, nanoClock, before instanceof Pair pair ? pair.turn : new Turn());
    }

    private record Pair(WeightRow row, ServerLoad load, LongSupplier nanoClock, Turn turn) implements Schedule {
        @Override
        public @Nullable RealServer choose(PickRequest request) {
            Candidates candidates = row.candidates();
            int size = candidates.size();
            if (size == 0) {
                return null;
            }
            if (size == 1) {
                return candidates.server(0);
            }
            long random = turn.next();
            int one = draw(random, request.tried(), null);
            int other = draw(~random, request.tried(), candidates.server(one));
            return candidates.server(isBetter(other, one) ? other : one);
        }

        private boolean isBetter(int index, int than) {
            long now = nanoClock.getAsLong();
            Candidates candidates = row.candidates();
            return load.of(candidates.server(index), candidates.weight(index), now)
                    < load.of(candidates.server(than), candidates.weight(than), now);
        }

        private int draw(long random, @Nullable RealServer tried, @Nullable RealServer drawn) {
            Candidates candidates = row.candidates();
            long bits = KeyHash.mix(random);
            int index = row.ownerOfRandom(bits);
            for (int draws = 1; draws < DRAWS && isOneOf(candidates.server(index), tried, drawn); draws++) {
                bits = KeyHash.mix(bits + draws);
                index = row.ownerOfRandom(bits);
            }
            return candidates.server(index) == tried ? (index + 1) % candidates.size() : index;
        }

        private static boolean isOneOf(RealServer server, @Nullable RealServer tried, @Nullable RealServer drawn) {
            return server == tried || server == drawn;
        }
    }
}
