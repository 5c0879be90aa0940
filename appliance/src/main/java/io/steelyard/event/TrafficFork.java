package io.steelyard.event;

/** Tells two listeners, one after the other. */
public record TrafficFork(TrafficListener first, TrafficListener second) implements TrafficListener {
    @Override
    public void connectionOpened(String virtualService) {
        first.connectionOpened(virtualService);
        second.connectionOpened(virtualService);
    }

    @Override
    public void connectionClosed(String virtualService) {
        first.connectionClosed(virtualService);
        second.connectionClosed(virtualService);
    }

    @Override
    public void serverConnectionOpened(String virtualService, String realServer) {
        first.serverConnectionOpened(virtualService, realServer);
        second.serverConnectionOpened(virtualService, realServer);
    }

    @Override
    public void serverConnectionClosed(String virtualService, String realServer) {
        first.serverConnectionClosed(virtualService, realServer);
        second.serverConnectionClosed(virtualService, realServer);
    }

    @Override
    public void exchangeEnded(ExchangeEnd exchange) {
        first.exchangeEnded(exchange);
        second.exchangeEnded(exchange);
    }

    @Override
    public void attemptFailed(ExchangeEnd attempt) {
        first.attemptFailed(attempt);
        second.attemptFailed(attempt);
    }

    @Override
    public void nobodyServed(ExchangeEnd exchange) {
        first.nobodyServed(exchange);
        second.nobodyServed(exchange);
    }

    @Override
    public void exchangeRepeated(String virtualService, String realServer) {
        first.exchangeRepeated(virtualService, realServer);
        second.exchangeRepeated(virtualService, realServer);
    }

    @Override
    public void requestWaited(String virtualService, long nanos) {
        first.requestWaited(virtualService, nanos);
        second.requestWaited(virtualService, nanos);
    }

    @Override
    public void retryRefused(String virtualService) {
        first.retryRefused(virtualService);
        second.retryRefused(virtualService);
    }

    @Override
    public void requestRefused(String virtualService, String reason, int status) {
        first.requestRefused(virtualService, reason, status);
        second.requestRefused(virtualService, reason, status);
    }
}
