package io.steelyard.admin.metrics;

import io.steelyard.event.ExchangeEnd;
import io.steelyard.event.TrafficListener;

/**
 * Counts what the data plane does. Called for every request on the event loops: two look-ups by a string whose hash is
 * known, then additions; no lock, no allocation.
 */
public final class TrafficMeters implements TrafficListener {
    private final MeterBook book;

    public TrafficMeters(MeterBook book) {
        this.book = book;
    }

    @Override
    public void connectionOpened(String virtualService) {
        ServiceMeters service = book.service(virtualService);
        if (service != null) {
            service.connections.increment();
            service.connectionsAccepted.increment();
        }
    }

    @Override
    public void connectionClosed(String virtualService) {
        ServiceMeters service = book.service(virtualService);
        if (service != null) {
            service.connections.decrement();
        }
    }

    @Override
    public void serverConnectionOpened(String virtualService, String realServer) {
        ServiceMeters service = book.service(virtualService);
        ServerMeters server = service == null ? null : service.server(realServer);
        if (server != null) {
            server.connections.increment();
            server.connectionsOpened.increment();
        }
    }

    @Override
    public void serverConnectionClosed(String virtualService, String realServer) {
        ServiceMeters service = book.service(virtualService);
        ServerMeters server = service == null ? null : service.server(realServer);
        if (server != null) {
            server.connections.decrement();
        }
    }

    @Override
    public void exchangeEnded(ExchangeEnd exchange) {
        ServiceMeters service = book.service(exchange.virtualService());
        if (service == null) {
            return;
        }
        service.serverOrUnreached(exchange.realServer()).ended(exchange);
        String failure = exchange.failure();
        if (failure != null) {
            service.failed.count(failure);
        }
    }

    @Override
    public void exchangeRepeated(String virtualService, String realServer) {
        ServiceMeters service = book.service(virtualService);
        if (service != null) {
            service.serverOrUnreached(realServer).repeated.increment();
        }
    }

    @Override
    public void attemptFailed(ExchangeEnd attempt) {
        ServiceMeters service = book.service(attempt.virtualService());
        if (service != null) {
            service.retries.increment();
        }
    }

    @Override
    public void retryRefused(String virtualService) {
        ServiceMeters service = book.service(virtualService);
        if (service != null) {
            service.retriesRefused.increment();
        }
    }

    @Override
    public void requestWaited(String virtualService, long nanos) {
        ServiceMeters service = book.service(virtualService);
        if (service != null) {
            service.waits.observe(0, nanos);
        }
    }

    @Override
    public void requestRefused(String virtualService, String reason, int status) {
        ServiceMeters service = book.service(virtualService);
        if (service != null) {
            service.refused.count(reason);
        }
    }
}
