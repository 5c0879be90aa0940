package io.steelyard.pool;

import org.jspecify.annotations.Nullable;

/**
 * The same key goes to the same real server, on every event loop and every appliance, for as long as that real server is
 * there; see {@link MaglevTable}. When it goes only its own keys move, and each finds its way to one other real server.
 *
 * <p>A real server that has too much to do passes keys on until it has not ({@link BoundedShare}), so that one popular
 * key does not bring it down. A request without a key goes to the better of two real servers drawn at random.
 */
public final class HashScheduling implements SchedulingMethod {
    /** Real servers that a key is passed on to before it goes where requests without a key go. */
    private static final int MOST_PASSED_ON = 8;

    private final RequestKey key;
    private final int boundPercent;

    /**
     * Hashes this key.
     *
     * @param boundPercent how much more than its share a real server takes, 100 being its share; 0 for whatever comes
     */
    public HashScheduling(RequestKey key, int boundPercent) {
        this.key = key;
        this.boundPercent = boundPercent;
    }

    @Override
    public Schedule schedule(Candidates candidates, @Nullable Schedule before) {
        if (candidates.isEmpty()) {
            return request -> null;
        }
        Schedule keyless = before instanceof Table table ? table.keyless : null;
        return new Table(
                candidates,
                new MaglevTable(candidates),
                key,
                new BoundedShare(candidates, boundPercent),
                BestOfTwo.byExchanges().schedule(candidates, keyless));
    }

    private record Table(Candidates candidates, MaglevTable table, RequestKey key, BoundedShare bound, Schedule keyless)
            implements Schedule {

        @Override
        public @Nullable RealServer choose(PickRequest request) {
            long hash = key.of(request);
            if (hash == KeyHash.NONE) {
                return keyless.choose(request);
            }
            int owner = table.ownerOf(hash);
            for (int passed = 1; isToBePassedBy(owner, request); passed++) {
                if (passed == MOST_PASSED_ON) {
                    return keyless.choose(request);
                }
                hash = KeyHash.mix(hash + passed);
                owner = table.ownerOf(hash);
            }
            return candidates.server(owner);
        }

        private boolean isToBePassedBy(int owner, PickRequest request) {
            return candidates.server(owner) == request.tried() || bound.isExceededBy(owner);
        }
    }
}
