package io.steelyard.pool;

/**
 * How many exchanges a real server may have under way before keys that belong to it go elsewhere: so many percent of its
 * share of all that are under way (Mirrokni, Thorup, Zadimoghaddam, "Consistent Hashing with Bounded Loads", 2018).
 *
 * <p>The sum of all is taken once for as many choices as there are candidates and used until then, so a choice costs the
 * same for ten candidates and for a thousand. Event loops may take it at the same time; each is right.
 */
final class BoundedShare {
    /** A real server with no more than this is not overloaded, however little the others have. */
    static final int ALWAYS_ALLOWED = 16;

    private final Candidates candidates;
    private final int percent;
    private final long allWeights;
    private volatile long allExchanges;
    /** Races are harmless: the sum is taken a little sooner or later. */
    private int choicesLeft;

    /** @param percent above 100; 0 sets no bound */
    BoundedShare(Candidates candidates, int percent) {
        this.candidates = candidates;
        this.percent = percent;
        long weights = 0;
        for (int i = 0; i < candidates.size(); i++) {
            weights += candidates.weight(i);
        }
        this.allWeights = weights;
    }

    boolean isExceededBy(int candidate) {
        if (percent == 0) {
            return false;
        }
        long active = candidates.server(candidate).activeExchanges();
        if (active < ALWAYS_ALLOWED) {
            return false;
        }
        double share = (double) (sum() + 1) * candidates.weight(candidate) / allWeights;
        return active >= share * percent / 100;
    }

    private long sum() {
        if (--choicesLeft > 0) {
            return allExchanges;
        }
        choicesLeft = candidates.size();
        long sum = 0;
        for (int i = 0; i < candidates.size(); i++) {
            sum += candidates.server(i).activeExchanges();
        }
        allExchanges = sum;
        return sum;
    }
}
