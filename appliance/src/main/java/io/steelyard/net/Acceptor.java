package io.steelyard.net;

/** Takes the clients that connect to a {@link Listener}. */
@FunctionalInterface
public interface Acceptor {
    /** A client connected. Called on the connection's event loop; must set its handler before it returns. */
    void accepted(Connection connection);
}
