package io.steelyard.l7;

/** What was tried to get one request answered, and whether it may be tried once more. */
final class Attempts {
    /** How often a real server is chosen in all. */
    private static final int MOST = 3;

    private int begun;
    private boolean repeated;

    void reset() {
        begun = 0;
        repeated = false;
    }

    void begin() {
        begun++;
    }

    /**
     * Whether another one may follow the one that failed so. What may have reached a real server is sent again only
     * once: a request that real servers die of must not be brought to all of them (RFC 9110 section 9.2.2).
     */
    boolean mayFollow(ProxyFailure failure) {
        if (!failure.retryable() || begun >= MOST || (failure.mayHaveArrived() && repeated)) {
            return false;
        }
        repeated |= failure.mayHaveArrived();
        return true;
    }
}
