package io.steelyard.event;

import org.jspecify.annotations.Nullable;

/**
 * What is known of an exchange when it has ended. A view of the live exchange: valid only during the call, never to be
 * kept; strings are the same instances for the same virtual service and real server. Asking allocates nothing.
 *
 * <p>What stands in the request's head is told as a span: start in the upper 32 bits and end in the lower of one number,
 * both places in {@link #headBytes}; {@link #NOWHERE} for what is not there.
 */
public interface ExchangeEnd {
    /** What stands for the host name where there is none. */
    byte[] NO_BYTES = new byte[0];

    /** The span of what is not there. */
    long NOWHERE = -1;

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

    /** The number of the event loop that the exchange was on, from 0; all calls for one number are on one thread. */
    default int loop() {
        return 0;
    }

    /** The client's address, 4 or 16 bytes; empty where it is not known. Not to be changed. */
    default byte[] clientAddress() {
        return NO_BYTES;
    }

    /** The client's port, 0 where it is not known. */
    default int clientPort() {
        return 0;
    }

    /** The array that the spans point into. */
    default byte[] headBytes() {
        return NO_BYTES;
    }

    /** The request's first line as it came, without its line end, also where it is at fault. */
    default long requestLine() {
        return NOWHERE;
    }

    default long method() {
        return NOWHERE;
    }

    /** The request's target as the client wrote it. */
    default long target() {
        return NOWHERE;
    }

    /** The version as the client wrote it, such as {@code HTTP/1.1}. */
    default long version() {
        return NOWHERE;
    }

    /** The value of the request's first field of this name. */
    default long field(byte[] lowerCaseName) {
        return NOWHERE;
    }

    /** From the request's first byte to this moment, in nanoseconds; -1 where it did not come to it. */
    default long nanosTo(Moment moment) {
        return -1;
    }

    /** How long it waited for a real server to have room, in nanoseconds. */
    default long queuedNanos() {
        return 0;
    }

    /** Bytes of the response after its head, as sent. */
    default long responseBodyBytes() {
        return 0;
    }

    /** Whether the last connection to a real server had served another exchange before. */
    default boolean connectionReused() {
        return false;
    }

    /** How often a connection to a real server was taken or tried for it. */
    default int attempts() {
        return 0;
    }

    /** How many of the attempts that failed are remembered; the first ones, where there were very many. */
    default int failedAttempts() {
        return 0;
    }

    /** The real server of one of them, from 0; {@code address:port}. */
    default String failedServer(int attempt) {
        throw new IndexOutOfBoundsException(attempt);
    }

    /** Why that one failed, as one word. */
    default String attemptFailure(int attempt) {
        throw new IndexOutOfBoundsException(attempt);
    }

    /** What persistence had to say: {@code none}, {@code new}, {@code kept} or {@code moved}. */
    default String persistence() {
        return "none";
    }

    /** By what the client was told apart for that, such as {@code cookie} or {@code source-ip}; {@code none} if by nothing. */
    default String persistenceKind() {
        return "none";
    }

    /** Whose fault the failure was: {@code client}, {@code server} or {@code appliance}; null where it did not fail. */
    default @Nullable String failureSide() {
        return null;
    }

    /** What was wrong with a head that was refused, in words; null for any other end. */
    default @Nullable String failureDetail() {
        return null;
    }

    /** The address at the other end of the client's connection: a proxy's, where one stands before the appliance. */
    default byte[] peerAddress() {
        return NO_BYTES;
    }

    /** The array that {@link #requestId} points into. */
    default byte[] requestIdBytes() {
        return NO_BYTES;
    }

    /** The span of the id by which the request is known here and on the real server. */
    default long requestId() {
        return NOWHERE;
    }

    /** The array that {@link #traceId} points into. */
    default byte[] traceIdBytes() {
        return NO_BYTES;
    }

    /** The span of the 32 hexadecimal digits of the trace that the request is part of (W3C Trace Context). */
    default long traceId() {
        return NOWHERE;
    }
}
