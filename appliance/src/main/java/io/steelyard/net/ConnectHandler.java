package io.steelyard.net;

/** Hears how an attempt to connect ended: exactly one of the two, unless it was cancelled. */
public interface ConnectHandler {
    /** The connection is open; its handler must be set before this returns. */
    void connected(Connection connection);

    void failed(ConnectFault fault);
}
