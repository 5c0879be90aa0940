package io.steelyard.net;

/** One socket of a {@link Listener}, accepting on one event loop. */
interface ListeningSocket {
    /** Clients that may wait to be accepted; the kernel's own bound (somaxconn) applies as well. */
    int BACKLOG = 4096;

    /** Stops accepting and waits until the port is free. Not to be called on an event loop. */
    void close();
}
