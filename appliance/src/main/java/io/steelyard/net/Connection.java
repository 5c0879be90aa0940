package io.steelyard.net;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;

/**
 * One open stream to a client or a real server, whatever carries it. What happens on it is told to its
 * {@link ConnectionHandler}.
 *
 * <p>Not thread-safe: all calls come from the connection's own event loop. Calls on a closed connection do nothing.
 * What is written goes out at the end of the event loop's turn at the latest, many writes in one system call.
 */
public interface Connection {

    /** The event loop that it lives on, from its first to its last moment. */
    Loop loop();

    /** Writes these bytes; they are copied, the array is free again at once. */
    void write(byte[] bytes, int offset, int length);

    /** Writes these bytes of a buffer that is being received; they are not copied, the buffer stays the caller's. */
    void write(ByteBuf data, int index, int length);

    /** Whether so little waits to be sent that more may be written. Turning true again is told to the handler. */
    boolean isWritable();

    /** Stops handing out received bytes; the other side's sending soon stalls. What was announced already still comes. */
    void pauseReading();

    void resumeReading();

    /** Sends what was written, then ends this side's direction; the other side's stays open. */
    void finishWriting();

    /** Sends what was written, then closes. The handler hears {@link ConnectionHandler#closed}. */
    void close();

    /** Closes now and throws away what was not sent; the other side sees a reset where the system can do so. */
    void abort();

    boolean isOpen();

    InetSocketAddress remoteAddress();

    InetSocketAddress localAddress();

    /** From here on what happens is told to this handler. */
    void handler(ConnectionHandler handler);
}
