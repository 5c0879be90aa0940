package io.steelyard.pool;

import java.net.InetSocketAddress;

/**
 * One address and port that serves a virtual service. Identity matters: the same object stays through every roster of
 * its pool, so that connections and counts can hang on it. Thread-safe.
 */
public final class RealServer {
    private final String name;
    private final InetSocketAddress address;
    private final ActiveCount activeExchanges = new ActiveCount();
    private final PeakAverage responseTime = new PeakAverage();
    private volatile boolean offered = true;

    /**
     * Describes a real server.
     *
     * @param name {@code address:port} as the configuration has it
     */
    public RealServer(String name, InetSocketAddress address) {
        this.name = name;
        this.address = address;
    }

    public String name() {
        return name;
    }

    public InetSocketAddress address() {
        return address;
    }

    /** An exchange was given to this real server; {@link #exchangeEnded} must follow. */
    public void exchangeBegan() {
        activeExchanges.up();
    }

    public void exchangeEnded() {
        activeExchanges.down();
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
