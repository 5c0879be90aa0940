package io.steelyard.l7;

import io.steelyard.net.ConnectFault;
import org.jspecify.annotations.Nullable;

/**
 * Why an exchange could not be done: whose fault it was, what happened, and whether the request may be sent again.
 *
 * @param side whose fault it was
 * @param retryable whether another attempt can do no harm: nothing of the response came, and either nothing of the
 *     request was sent or sending it twice means the same as once (RFC 9110 section 9.2.2)
 * @param fault what was wrong with the head, where that is the failure
 */
record ProxyFailure(
        Side side, Kind kind, boolean retryable, @Nullable HeadFault fault) {

    enum Side {
        CLIENT("client"),
        SERVER("server"),
        APPLIANCE("appliance");

        private final String word;

        Side(String word) {
            this.word = word;
        }

        /** As logs name it. */
        String word() {
            return word;
        }
    }

    enum Kind {
        /** The request's head breaks the rules. */
        BAD_REQUEST("bad-request"),
        /** The request's body breaks the rules of its framing. */
        BAD_BODY("bad-body"),
        /** The request's head did not come in time. */
        HEAD_TIMEOUT("head-timeout"),
        /** The request's body came too slowly. */
        BODY_TIMEOUT("body-timeout"),
        /** The client went away before the end. */
        CLIENT_GONE("client-gone"),
        /** The client takes nothing of what is sent to it. */
        CLIENT_STALLED("client-stalled"),
        CONNECT_REFUSED("connect-refused"),
        CONNECT_TIMEOUT("connect-timeout"),
        UNREACHABLE("unreachable"),
        /** The real server closed before anything of the response came. */
        CLOSED_EARLY("closed-early"),
        RESPONSE_TIMEOUT("response-timeout"),
        /** The response breaks the rules. */
        BAD_RESPONSE("bad-response"),
        /** The response ended in its middle. */
        RESPONSE_CUT("response-cut"),
        /** Nothing went through a tunnel for too long. */
        TUNNEL_IDLE("tunnel-idle"),
        /** A tunnel was closed because its real server or virtual service goes. */
        TUNNEL_CLOSED("tunnel-closed"),
        /** The real server reset a tunnel. */
        TUNNEL_RESET("tunnel-reset"),
        /** No real server takes requests for this host name. */
        NO_SERVER("no-server"),
        /** The virtual service holds as many connections as it may. */
        TOO_MANY_CONNECTIONS("too-many-connections"),
        /** More connections come than the virtual service takes in a second. */
        CONNECTION_RATE("connection-rate"),
        /** More requests come than the virtual service takes in a second. */
        REQUEST_RATE("request-rate"),
        /** The client has as many connections as each may have. */
        CLIENT_CONNECTIONS("client-connections"),
        /** The client opens more connections than each may in a second. */
        CLIENT_CONNECTION_RATE("client-connection-rate"),
        /** The client makes more requests than each may in a second. */
        CLIENT_REQUEST_RATE("client-request-rate"),
        /** Every real server has what it can take, and as many requests as may wait already. */
        QUEUE_FULL("queue-full"),
        /** No real server had a place for it in time. */
        QUEUE_TIMEOUT("queue-timeout"),
        /** This machine has no port or file descriptor left. */
        EXHAUSTED("exhausted");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** As logs and metrics name it. */
        String word() {
            return word;
        }
    }

    /** Whether the request was sent, and the real server may have begun to do what it asks. */
    boolean mayHaveArrived() {
        return kind == Kind.CLOSED_EARLY;
    }

    static ProxyFailure ofClient(Kind kind) {
        return new ProxyFailure(Side.CLIENT, kind, false, null);
    }

    static ProxyFailure ofRequestHead(HeadFault fault) {
        return new ProxyFailure(Side.CLIENT, Kind.BAD_REQUEST, false, fault);
    }

    static ProxyFailure ofServer(Kind kind, boolean retryable) {
        return new ProxyFailure(Side.SERVER, kind, retryable, null);
    }

    /** No connection to a real server came about, so nothing was sent yet. */
    static ProxyFailure ofConnect(ConnectFault fault) {
        return switch (fault) {
            case REFUSED -> ofServer(Kind.CONNECT_REFUSED, true);
            case TIMEOUT -> ofServer(Kind.CONNECT_TIMEOUT, true);
            case UNREACHABLE -> ofServer(Kind.UNREACHABLE, true);
            case LOCAL -> ofAppliance(Kind.EXHAUSTED);
        };
    }

    static ProxyFailure ofAppliance(Kind kind) {
        return new ProxyFailure(Side.APPLIANCE, kind, false, null);
    }
}
