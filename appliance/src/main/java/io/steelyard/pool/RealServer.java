package io.steelyard.pool;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.LongAdder;

/**
 * One address and port that serves a virtual service. Identity matters: the same object stays through every roster of
 * its pool, so that connections and counts can hang on it. Thread-safe.
 */
public final class RealServer {
    private final String name;
    private final InetSocketAddress address;
    private final LongAdder activeExchanges = new LongAdder();

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
        activeExchanges.increment();
    }

    public void exchangeEnded() {
        activeExchanges.decrement();
    }

    /** Exchanges given and not ended, all event loops together. */
    public long activeExchanges() {
        return activeExchanges.sum();
    }

    @Override
    public String toString() {
        return name;
    }
}
