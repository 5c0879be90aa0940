package io.steelyard.event;

import org.jspecify.annotations.Nullable;

/**
 * What is known of an exchange when it has ended. A view of the live exchange: valid only during the call, never to be
 * kept; strings are the same instances for the same virtual service and real server.
 */
public interface ExchangeEnd {
    /** What stands for the host name where there is none. */
    byte[] NO_BYTES = new byte[0];

    /** The virtual service's name. */
    String virtualService();

    /** The real server as {@code address:port}; null where none was reached. */
    @Nullable
    String realServer();

    /** The status that went to the client, 0 where none did. */
    int status();

    /** From the request's first byte to the response's last, in nanoseconds. */
    long durationNanos();

    /** Bytes of the request, head and body, as received. */
    long requestBytes();

    /** Bytes of the response, head and body, as sent. */
    long responseBytes();

    /** Why it failed, as one word such as {@code connect-refused}; null where it did not. */
    @Nullable
    String failure();

    /** The array in which the request's host name stands, without port, in whatever case the client wrote it. */
    default byte[] hostBytes() {
        return NO_BYTES;
    }

    /** Where the host name begins. */
    default int hostStart() {
        return 0;
    }

    /** Where the host name ends; equal to {@link #hostStart} where there is none. */
    default int hostEnd() {
        return 0;
    }
}
