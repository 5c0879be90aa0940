package io.steelyard.l7;

import io.netty.buffer.ByteBuf;

/**
 * What an exchange hears of its real server while the request goes there and the response comes: bytes, their end, or
 * nothing in time. Used again with its exchange.
 */
final class WayBack {
    private final Exchange exchange;
    private final Request request;
    private final Response response;
    private final ServerHold hold;

    WayBack(Exchange exchange, Request request, Response response, ServerHold hold) {
        this.exchange = exchange;
        this.request = request;
        this.response = response;
        this.hold = hold;
    }

    /** Bytes of the response; those behind it are left. */
    void received(ByteBuf data) {
        ServerConnection from = hold.connection();
        if (from == null || !exchange.isForwarding()) {
            return;
        }
        switch (response.received(data, exchange)) {
            case MORE -> awaitMore(from);
            case COMPLETE -> {
                if (response.hasSwitched()) {
                    exchange.becomeTunnel(from, data);
                } else {
                    exchange.responseComplete(!data.isReadable() && response.leavesConnectionOpen());
                }
            }
            case BROKEN -> exchange.serverFailed(ProxyFailure.ofServer(ProxyFailure.Kind.BAD_RESPONSE, false));
        }
    }

    /** A client that does not take what comes makes the real server wait, and no time runs against that. */
    private void awaitMore(ServerConnection from) {
        if (exchange.client().connection().isWritable()) {
            hold.watch(request.isComplete());
        } else {
            from.connection().pauseReading();
            from.expectNothing();
            exchange.client().deadlines().awaitWritable();
        }
    }

    /** The real server ended its direction in good order, or the connection is gone. */
    void ended(boolean orderly) {
        if (!exchange.isForwarding()) {
            return;
        }
        if (orderly && response.endsWithConnection()) {
            response.end(exchange);
            exchange.responseComplete(false);
            return;
        }
        boolean nothingCame = !response.hasBegun();
        exchange.serverFailed(ProxyFailure.ofServer(
                nothingCame ? ProxyFailure.Kind.CLOSED_EARLY : ProxyFailure.Kind.RESPONSE_CUT,
                nothingCame && request.isRepeatable()));
    }

    /** The real server's time is over. */
    void late() {
        exchange.serverFailed(ProxyFailure.ofServer(
                response.isHeadSent() ? ProxyFailure.Kind.RESPONSE_CUT : ProxyFailure.Kind.RESPONSE_TIMEOUT, false));
    }

    /** The real server takes more of the request's body. */
    void writable() {
        if (hold.connection() != null && !request.isComplete()) {
            hold.watch(false);
            exchange.client().resume();
        }
    }
}
