package io.steelyard.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * A bound address and port of a virtual service. Where the transport allows it every event loop has a socket of its own
 * on the port and the kernel spreads the clients over them, so that a client is accepted on the loop where it stays.
 */
public final class Listener implements AutoCloseable {
    private final List<ListeningSocket> sockets = new ArrayList<>();
    private final InetSocketAddress address;

    private Listener(InetSocketAddress address) {
        this.address = address;
    }

    /**
     * Binds and begins to accept. Waits for the sockets to be bound; not to be called on an event loop.
     *
     * @param address with port 0 for any free one; {@link #address} tells which it became
     * @throws CannotListen where the port is taken or may not be used
     */
    public static Listener open(Loops loops, InetSocketAddress address, Acceptor acceptor) throws CannotListen {
        Listener listener = new Listener(claim(address));
        boolean shares = loops.transport().sharesPorts();
        try {
            for (Loop loop : shares ? loops.all() : loops.all().subList(0, 1)) {
                List<Loop> receiving = shares ? List.of(loop) : loops.all();
                listener.sockets.add(loops.transport().listen(loop, receiving, listener.address, acceptor));
            }
            return listener;
        } catch (IOException e) {
            listener.close();
            throw new CannotListen(address, e);
        }
    }

    /**
     * Sockets that share a port could silently share it with another process that does the same; so it is first taken
     * alone, for a moment, to see that it is free.
     */
    private static InetSocketAddress claim(InetSocketAddress address) throws CannotListen {
        try (ServerSocket alone = new ServerSocket()) {
            alone.setReuseAddress(true);
            alone.bind(address);
            return new InetSocketAddress(address.getAddress(), alone.getLocalPort());
        } catch (IOException e) {
            throw new CannotListen(address, e);
        }
    }

    public InetSocketAddress address() {
        return address;
    }

    /** Stops accepting; connections that are open stay. Not to be called on an event loop. */
    @Override
    public void close() {
        sockets.forEach(ListeningSocket::close);
    }
}
