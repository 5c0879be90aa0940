package io.steelyard.pool;

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

    /** A real server that was tried and must not be chosen again if there is another; null where none was. */
    @Nullable
    RealServer tried();
}
