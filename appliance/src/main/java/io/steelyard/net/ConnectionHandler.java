package io.steelyard.net;

import io.netty.buffer.ByteBuf;

/** What is told of a {@link Connection}, on its event loop, one call at a time. */
public interface ConnectionHandler {

    /** Bytes came. The buffer is the caller's and valid only during the call; what is not written on must be copied. */
    void received(ByteBuf data);

    /** {@link Connection#isWritable} turned true again. */
    void writable();

    /** The other side ended its direction: nothing more will be received. It may still be reading. */
    void inputEnded();

    /** The connection is gone, for whatever reason; told once, last. */
    void closed();
}
