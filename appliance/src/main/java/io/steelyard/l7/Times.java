package io.steelyard.l7;

import io.steelyard.config.TimeoutConfig;

/** The timeouts of a virtual service in nanoseconds, as event loops need them. */
record Times(
        long headNanos,
        long bodyNanos,
        long idleNanos,
        long connectNanos,
        long responseNanos,
        long writeNanos,
        long serverIdleNanos,
        long tunnelNanos) {

    /** How long a connection that is being closed may go on sending what nobody wants. */
    static final long LINGER_NANOS = 2_000_000_000L;

    /** How long a client that connected just before its virtual service went has for its request, at the least. */
    static final long FIRST_REQUEST_NANOS = 1_000_000_000L;

    static Times of(TimeoutConfig config) {
        return new Times(
                config.head().toNanos(),
                config.body().toNanos(),
                config.idle().toNanos(),
                config.connect().toNanos(),
                config.response().toNanos(),
                config.write().toNanos(),
                config.serverIdle().toNanos(),
                config.tunnel().toNanos());
    }
}
