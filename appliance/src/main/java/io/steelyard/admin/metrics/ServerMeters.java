package io.steelyard.admin.metrics;

import io.steelyard.event.ExchangeEnd;
import java.util.concurrent.atomic.LongAdder;

/** What is counted of one real server of one virtual service. Any thread may count and read. */
public final class ServerMeters {
    /** Classes of status: 0 where the client got none, 1 for 1xx … 5 for 5xx. */
    static final int CLASSES = 6;

    static final int DOWN = 0;
    static final int UP = 1;

    private final String realServer;
    final Durations exchanges = new Durations(CLASSES);
    final Durations probes = new Durations(2);
    final LongAdder requestBytes = new LongAdder();
    final LongAdder responseBytes = new LongAdder();
    final LongAdder connections = new LongAdder();
    final LongAdder connectionsOpened = new LongAdder();
    final LongAdder repeated = new LongAdder();
    final LongAdder wentUp = new LongAdder();
    final LongAdder wentDown = new LongAdder();

    ServerMeters(String realServer) {
        this.realServer = realServer;
    }

    /** The real server as {@code address:port}; empty for exchanges that reached none. */
    public String realServer() {
        return realServer;
    }

    /** Exchanges ended with a status of that class. */
    public long requests(int statusClass) {
        return exchanges.count(statusClass);
    }

    /** Exchanges ended, whatever the status. */
    public long requests() {
        long all = 0;
        for (int i = 0; i < CLASSES; i++) {
            all += requests(i);
        }
        return all;
    }

    /** How many exchanges took how long, by the bounds of {@link #durationBounds}; each is counted once. */
    public long[] durations() {
        return exchanges.buckets();
    }

    /** The upper bounds of durations in seconds, inclusive; the last is infinite. */
    public static double[] durationBounds() {
        return Durations.bounds();
    }

    /** Exchanges that ended with a server's error, or without any answer. */
    public long errors() {
        return requests(0) + requests(5);
    }

    /** Bytes that clients sent to this real server, heads and bodies. */
    public long requestBytes() {
        return requestBytes.sum();
    }

    /** Bytes that this real server's responses had, heads and bodies. */
    public long responseBytes() {
        return responseBytes.sum();
    }

    /** Connections open to this real server, idle ones too. */
    public long openConnections() {
        return connections.sum();
    }

    void ended(ExchangeEnd exchange) {
        exchanges.observe(statusClass(exchange.status()), exchange.durationNanos());
        requestBytes.add(exchange.requestBytes());
        responseBytes.add(exchange.responseBytes());
    }

    private static int statusClass(int status) {
        return status < 100 || status > 599 ? 0 : status / 100;
    }
}
