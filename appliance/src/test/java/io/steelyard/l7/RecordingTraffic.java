package io.steelyard.l7;

import io.steelyard.event.ExchangeEnd;
import io.steelyard.event.TrafficListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Keeps what the data plane announces. Thread-safe. */
final class RecordingTraffic implements TrafficListener {
    /** What is left of an exchange that ended. */
    record Ended(
            int status, @Nullable String server, @Nullable String failure) {}

    /** How much of an exchange was received and sent, heads included. */
    record Moved(long requestBytes, long responseBytes) {}

    /** A request that was refused. */
    record Refused(String reason, int status) {}

    final List<Ended> ended = new CopyOnWriteArrayList<>();
    final List<Moved> moved = new CopyOnWriteArrayList<>();
    final List<Refused> refused = new CopyOnWriteArrayList<>();
    final List<Long> waited = new CopyOnWriteArrayList<>();
    final AtomicInteger retries = new AtomicInteger();
    final AtomicInteger retriesRefused = new AtomicInteger();
    final AtomicInteger repeated = new AtomicInteger();
    final AtomicInteger clients = new AtomicInteger();
    final AtomicInteger serverConnections = new AtomicInteger();
    final AtomicInteger serverConnectionsOpened = new AtomicInteger();

    @Override
    public void connectionOpened(String virtualService) {
        clients.incrementAndGet();
    }

    @Override
    public void connectionClosed(String virtualService) {
        clients.decrementAndGet();
    }

    @Override
    public void serverConnectionOpened(String virtualService, String realServer) {
        serverConnectionsOpened.incrementAndGet();
        serverConnections.incrementAndGet();
    }

    @Override
    public void serverConnectionClosed(String virtualService, String realServer) {
        serverConnections.decrementAndGet();
    }

    @Override
    public void exchangeEnded(ExchangeEnd exchange) {
        moved.add(new Moved(exchange.requestBytes(), exchange.responseBytes()));
        ended.add(new Ended(exchange.status(), exchange.realServer(), exchange.failure()));
    }

    @Override
    public void exchangeRepeated(String virtualService, String realServer) {
        repeated.incrementAndGet();
    }

    @Override
    public void requestWaited(String virtualService, long nanos) {
        waited.add(nanos);
    }

    @Override
    public void retryRefused(String virtualService) {
        retriesRefused.incrementAndGet();
    }

    @Override
    public void attemptFailed(ExchangeEnd attempt) {
        retries.incrementAndGet();
    }

    @Override
    public void requestRefused(String virtualService, String reason, int status) {
        refused.add(new Refused(reason, status));
    }
}
