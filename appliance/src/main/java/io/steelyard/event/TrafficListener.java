package io.steelyard.event;

/** Hears what the data plane does. Called on event loops, several at once; must neither block nor throw. */
public interface TrafficListener {
    /** A listener that hears nothing. */
    TrafficListener NONE = new TrafficListener() {};

    /** A client connected to a virtual service. */
    default void connectionOpened(String virtualService) {}

    /** A client's connection is gone. */
    default void connectionClosed(String virtualService) {}

    /** A connection to a real server was opened. */
    default void serverConnectionOpened(String virtualService, String realServer) {}

    /** A connection to a real server is gone. */
    default void serverConnectionClosed(String virtualService, String realServer) {}

    /** An exchange ended, well or not. */
    default void exchangeEnded(ExchangeEnd exchange) {}

    /**
     * A real server failed a request that is now tried again elsewhere; the exchange goes on. Status and times mean
     * nothing yet.
     */
    default void attemptFailed(ExchangeEnd attempt) {}

    /**
     * No real server was there to take a request: none is fit for its host name. The exchange ends, too, and is told of as
     * any other; this is for those who care about nothing else.
     */
    default void nobodyServed(ExchangeEnd exchange) {}

    /** A request was sent a second time because a kept-alive connection turned out closed. */
    default void exchangeRepeated(String virtualService, String realServer) {}

    /** A request that waited for a real server waits no longer, whatever came of it; waiting took so many nanoseconds. */
    default void requestWaited(String virtualService, long nanos) {}

    /** A request was not tried on another real server, because too many were already. */
    default void retryRefused(String virtualService) {}

    /**
     * A client sent what is refused before it became an exchange.
     *
     * @param reason one word, such as {@code bad-request}, {@code head-too-large}, {@code head-timeout}
     */
    default void requestRefused(String virtualService, String reason, int status) {}
}
