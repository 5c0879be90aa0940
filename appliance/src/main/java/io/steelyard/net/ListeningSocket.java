package io.steelyard.net;

/** One socket of a {@link Listener}, accepting on one event loop. */
interface ListeningSocket {
    /** Clients that may wait to be accepted; the kernel's own bound (somaxconn) applies as well. */
    int BACKLOG = 4096;

    /**
     * Lets nobody in any more, where the system knows how: who is in the queue stays there to be accepted, who knocks
     * gets no answer and knocks again.
     */
    default void refuseNew() {}

    /** Accepts who is in the queue, then stops accepting, and waits until the port is free. Not to be called on an event loop. */
    void close();
}
