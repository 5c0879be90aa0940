package io.steelyard.limit;

import java.util.concurrent.atomic.AtomicInteger;

/** What one client has open and has asked for lately. Thread-safe. */
public final class ClientTally {
    /** Stands for the number of connections of one that made room in its table, and counts for nobody any more. */
    private static final int GONE = -1;

    /** What came of a client's wish to connect. */
    public enum Entry {
        ENTERED,
        TOO_MANY,
        /** The tally is not the client's any more: it is to be looked up again. */
        STALE
    }

    private final long high;
    private final long low;
    private final AtomicInteger connections = new AtomicInteger();
    private final TokenBucket connecting;
    private final TokenBucket asking;

    ClientTally(long high, long low, long nowNanos) {
        this.high = high;
        this.low = low;
        this.connecting = new TokenBucket(nowNanos);
        this.asking = new TokenBucket(nowNanos);
    }

    boolean isOf(long itsHigh, long itsLow) {
        return high == itsHigh && low == itsLow && !isGone();
    }

    /**
     * Counts one more connection; {@link #left} must follow where it could.
     *
     * @param most at once, 0 for however many
     */
    public Entry enter(int most) {
        while (true) {
            int present = connections.get();
            if (present == GONE) {
                return Entry.STALE;
            }
            if (most > 0 && present >= most) {
                return Entry.TOO_MANY;
            }
            if (connections.compareAndSet(present, present + 1)) {
                return Entry.ENTERED;
            }
        }
    }

    public void left() {
        connections.decrementAndGet();
    }

    /** When the client may connect, as far as its rate goes. */
    public TokenBucket connecting() {
        return connecting;
    }

    /** When the client may ask for something, as far as its rate goes. */
    public TokenBucket asking() {
        return asking;
    }

    boolean isGone() {
        return connections.get() == GONE;
    }

    /** Whether nothing would be lost with it: no connection is open, and the client may do whatever a new one may. */
    boolean isIdle(long nowNanos) {
        return connections.get() == 0 && connecting.isFull(nowNanos) && asking.isFull(nowNanos);
    }

    /** Makes it count for nobody, unless a connection is open. */
    boolean retire() {
        return connections.compareAndSet(0, GONE) || isGone();
    }
}
