package io.steelyard.pool;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a pool may know of the exchange that wants a real server. Nothing here is allocated for the call; the bytes are
 * valid only during it.
 */
public interface PickRequest {
    /** The array in which the host name stands, without port, in whatever case the client wrote it. */
    byte[] hostBytes();

    /** Where the host name begins. */
    int hostStart();

    /** Where the host name ends; equal to {@link #hostStart} where there is none. */
    int hostEnd();

    InetSocketAddress clientAddress();

    /** The client's address, 4 or 16 bytes; the same array each time and not to be changed. Empty where it is not known. */
    default byte[] clientBytes() {
        InetAddress address = clientAddress().getAddress();
        return address == null ? new byte[0] : address.getAddress();
    }

    /** The array that every {@link Span} of this request points into. */
    default byte[] headBytes() {
        return hostBytes();
    }

    /** The {@link Span} of the target's path, from its slash to before the question mark. */
    default long path() {
        return Span.NONE;
    }

    /** The {@link Span} of the target's query, without the question mark. */
    default long query() {
        return Span.NONE;
    }

    /** The {@link Span} of the first value of this query item, {@link Span#NONE} where there is none. */
    default long queryItem(byte[] name) {
        return Span.NONE;
    }

    /** The {@link Span} of the value of the first field of this name, {@link Span#NONE} where there is none. */
    default long field(byte[] lowerCaseName) {
        return Span.NONE;
    }

    /** The {@link Span} of the value of the first cookie of this name, {@link Span#NONE} where there is none. */
    default long cookie(byte[] name) {
        return Span.NONE;
    }

    /** A real server that was tried and must not be chosen again if there is another; null where none was. */
    @Nullable
    RealServer tried();

    /** Told what persistence decided, once for each pick that finds a real server. */
    default void decided(Stay stay) {}
}
