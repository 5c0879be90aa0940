package io.steelyard.pool;

import org.jspecify.annotations.Nullable;

/**
 * In proportion to the weights, and evenly spread in time: a real server with a third of the weight comes about every
 * third time, not in one go at the end.
 *
 * <p>The well-known smooth weighted round robin keeps a running value per real server and so needs a lock, or its whole
 * cycle written out, which for weights up to 65535 is millions of places. This one needs neither. Think of the cycle as
 * a row of as many places as the weights add up to (divided by what they have in common), where each real server owns as
 * many neighbouring places as its weight. Choice number {@code t} falls on place {@code t × step} of the row, counted
 * round and round. As {@code step} has no divisor in common with the length of the row, a full cycle falls on every place
 * exactly once: the proportions are exact over any full cycle, whatever it starts with. As {@code step} is near the
 * golden section of the row, choices that follow one another fall far apart and stretches of the cycle are proportional
 * too (the three-distance theorem; Knuth, The Art of Computer Programming, volume 3, section 6.4, "Fibonacci hashing").
 *
 * <p>Making a schedule costs time in proportion to the number of candidates, a choice costs one atomic addition and a
 * binary search among them.
 */
public final class WeightedRoundRobin implements SchedulingMethod {
    private static final double GOLDEN_SECTION = (Math.sqrt(5) - 1) / 2;
    /** How many steps on either side of the golden section are looked at. */
    private static final int STEPS_TRIED = 32;
    /** Choices made before a tried real server's neighbour is taken instead. */
    private static final int DRAWS = 4;

    @Override
    public Schedule schedule(Candidates candidates, @Nullable Schedule before) {
        return places(candidates, before);
    }

    static Places places(Candidates candidates, @Nullable Schedule before) {
        Turn turn = before instanceof Places places ? places.turn : new Turn();
        WeightRow row = new WeightRow(candidates);
        return new Places(row, step(row.length(), candidates.size()), turn);
    }

    /** The best spread step for a row of this length: 1 where each candidate has one place, for the plain order. */
    private static long step(long length, int candidates) {
        if (length <= candidates) {
            return 1;
        }
        long golden = Math.round(length * GOLDEN_SECTION);
        long best = 1;
        long bestQuotient = Long.MAX_VALUE;
        for (long distance = 0; distance <= STEPS_TRIED; distance++) {
            for (long step : new long[] {golden + distance, golden - distance}) {
                if (step > 0 && step < length) {
                    long quotient = greatestQuotient(length, step);
                    if (quotient < bestQuotient) {
                        best = step;
                        bestQuotient = quotient;
                    }
                }
            }
        }
        return best;
    }

    /**
     * The greatest partial quotient of {@code step / length} as a continued fraction: the smaller, the more evenly its
     * multiples are spread. {@link Long#MAX_VALUE} where the two have a divisor in common.
     */
    private static long greatestQuotient(long length, long step) {
        long greatest = 0;
        long a = length;
        long b = step;
        while (b > 0) {
            greatest = Math.max(greatest, a / b);
            long rest = a % b;
            a = b;
            b = rest;
        }
        return a == 1 ? greatest : Long.MAX_VALUE;
    }

    /** The row of places, and whose turn it is. */
    static final class Places implements Schedule {
        private final WeightRow row;
        private final long step;
        private final Turn turn;

        Places(WeightRow row, long step, Turn turn) {
            this.row = row;
            this.step = step;
            this.turn = turn;
        }

        @Override
        public @Nullable RealServer choose(PickRequest request) {
            Candidates candidates = row.candidates();
            if (candidates.isEmpty()) {
                return null;
            }
            int index = draw();
            for (int draws = 1; candidates.server(index) == request.tried(); draws++) {
                if (draws == DRAWS) {
                    return candidates.server((index + 1) % candidates.size());
                }
                index = draw();
            }
            return candidates.server(index);
        }

        /** The candidate whose turn it is; there must be one. */
        int draw() {
            return row.ownerOf(turn.next() % row.length() * step % row.length());
        }
    }
}
