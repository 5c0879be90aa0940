package io.steelyard.pool;

import io.steelyard.limit.Rate;
import io.steelyard.limit.TokenBucket;
import java.net.InetSocketAddress;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One address and port that serves a virtual service. Identity matters: the same object stays through every roster of
 * its pool, so that connections and counts can hang on it. Thread-safe.
 *
 * <p>An exchange has a <em>place</em> here from {@link #tryBegin} to {@link #exchangeEnded}. With a limit there are only so
 * many, over all event loops together; with a rate, each beginning also needs its <em>turn</em>.
 */
public final class RealServer {
    private final String name;
    private final InetSocketAddress address;
    private final ActiveCount activeExchanges = new ActiveCount();
    private final PeakAverage responseTime = new PeakAverage();
    private final LongSupplier nanoClock;
    private final TokenBucket turns;
    /** Null where it takes whatever comes. */
    private volatile @Nullable ServerLimits limits;

    private volatile boolean offered = true;

    /**
     * Describes a real server.
     *
     * @param name {@code address:port} as the configuration has it
     */
    public RealServer(String name, InetSocketAddress address) {
        this(name, address, System::nanoTime);
    }

    /** The same by another clock, as {@link System#nanoTime}. */
    RealServer(String name, InetSocketAddress address, LongSupplier nanoClock) {
        this.name = name;
        this.address = address;
        this.nanoClock = nanoClock;
        this.turns = new TokenBucket(nanoClock.getAsLong());
    }

    public String name() {
        return name;
    }

    public InetSocketAddress address() {
        return address;
    }

    /** An exchange was given to this real server, whatever its limits; {@link #exchangeEnded} must follow. */
    public void exchangeBegan() {
        activeExchanges.up();
    }

    /** Gives an exchange to this real server if its limits allow; {@link #exchangeEnded} must follow where they do. */
    public boolean tryBegin() {
        ServerLimits present = limits;
        if (present == null) {
            activeExchanges.up();
            return true;
        }
        if (!takeTurn(present)) {
            return false;
        }
        if (takePlace(present)) {
            return true;
        }
        if (present.rate() != null) {
            turns.giveBack(present.rate());
        }
        return false;
    }

    /** Takes a place without its turn, to hand it to whoever waits; {@link #exchangeEnded} must follow where it could. */
    public boolean tryTakePlace() {
        ServerLimits present = limits;
        if (present == null) {
            activeExchanges.up();
            return true;
        }
        return takePlace(present);
    }

    /** Takes the turn that goes with a place that is held already. */
    public boolean tryTakeTurn() {
        ServerLimits present = limits;
        return present == null || takeTurn(present);
    }

    private boolean takePlace(ServerLimits present) {
        if (present.places() > 0) {
            return activeExchanges.upUnless(present.places());
        }
        activeExchanges.up();
        return true;
    }

    private boolean takeTurn(ServerLimits present) {
        Rate rate = present.rate();
        return rate == null || turns.take(rate, nanoClock.getAsLong());
    }

    /** An exchange is over, its place free. */
    public void exchangeEnded() {
        activeExchanges.down();
    }

    /** Whether it would not take an exchange now. */
    public boolean isFull() {
        ServerLimits present = limits;
        return present != null && (lacksPlaces(present, 0) || nanosUntilTurn() > 0);
    }

    /** Whether it has any limit. Where not, {@link #exchangeBegan} is all that a beginning takes. */
    public boolean isLimited() {
        return limits != null;
    }

    /** Whether its places are counted, so that one that becomes free may matter to somebody. */
    public boolean hasPlaces() {
        ServerLimits present = limits;
        return present != null && present.places() > 0;
    }

    /** Whether it has more exchanges than it should, because its limit was lowered meanwhile. */
    public boolean isOverfull() {
        ServerLimits present = limits;
        return present != null && lacksPlaces(present, 1);
    }

    private boolean lacksPlaces(ServerLimits present, int beyond) {
        return present.places() > 0 && activeExchanges.get() >= (long) present.places() + beyond;
    }

    /** How long until the next exchange may begin as far as the rate goes, in nanoseconds; 0 for now. */
    public long nanosUntilTurn() {
        ServerLimits present = limits;
        Rate rate = present == null ? null : present.rate();
        return rate == null ? 0 : turns.nanosUntilToken(rate, nanoClock.getAsLong());
    }

    /** Whether new exchanges come at a limited rate. */
    public boolean hasTurns() {
        ServerLimits present = limits;
        return present != null && present.rate() != null;
    }

    /** How many exchanges it takes at once, 0 for however many. */
    public int places() {
        ServerLimits present = limits;
        return present == null ? 0 : present.places();
    }

    void limits(@Nullable ServerLimits now) {
        limits = now;
    }

    /** Exchanges given and not ended, all event loops together. */
    public long activeExchanges() {
        return activeExchanges.get();
    }

    /**
     * A response began.
     *
     * @param status its status. An error that comes quickly is no sign of a quick server: from 500 on, only a time above
     *     the present average counts
     * @param tookNanos from the request's head sent to the response's head received
     * @param nowNanos {@link System#nanoTime}
     */
    public void answered(int status, long tookNanos, long nowNanos) {
        if (status < 500 || tookNanos / 1000.0 > responseTime.micros(nowNanos)) {
            responseTime.add(tookNanos, nowNanos);
        }
    }

    /**
     * How long its responses take to begin, in microseconds: an average that forgets with time and jumps up at once; 0
     * where none was measured.
     */
    public double responseMicros(long nowNanos) {
        return responseTime.micros(nowNanos);
    }

    /**
     * Whether the administrator lets it take new clients: it is of its pool, enabled and not draining. Connections to it
     * are kept for later requests only as long as this is so.
     */
    public boolean isOffered() {
        return offered;
    }

    void offered(boolean nowOffered) {
        offered = nowOffered;
    }

    @Override
    public String toString() {
        return name;
    }
}
