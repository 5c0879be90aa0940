package io.steelyard.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A bound address and port of a virtual service. Where the transport allows it every event loop has a socket of its own
 * on the port and the kernel spreads the clients over them, so that a client is accepted on the loop where it stays.
 */
public final class Listener implements AutoCloseable {
    /**
     * A port that is free can look taken for a moment: a process that is just being started (renice, tcpdump, ping) holds
     * copies of our sockets until it has closed them, and what was any free port may have been given to somebody else.
     */
    private static final int MOST_TRIES = 10;

    private static final long PAUSE_NANOS = 20_000_000;

    private final List<ListeningSocket> sockets = new ArrayList<>();
    private final InetSocketAddress address;
    private volatile Acceptor acceptor;

    private Listener(InetSocketAddress address, Acceptor acceptor) {
        this.address = address;
        this.acceptor = acceptor;
    }

    /**
     * Binds and begins to accept. Waits for the sockets to be bound; not to be called on an event loop.
     *
     * @param address with port 0 for any free one; {@link #address} tells which it became
     * @throws CannotListen where the port is taken or may not be used
     */
    public static Listener open(Loops loops, InetSocketAddress address, Acceptor acceptor) throws CannotListen {
        return open(loops, address, acceptor, () -> LockSupport.parkNanos(PAUSE_NANOS));
    }

    /**
     * The same with another pause between the tries.
     *
     * @param pause called before each further try; only what looks taken is tried again
     */
    static Listener open(Loops loops, InetSocketAddress address, Acceptor acceptor, Runnable pause)
            throws CannotListen {
        for (int attempt = 1; ; attempt++) {
            try {
                return bind(loops, address, claim(address), acceptor);
            } catch (CannotListen e) {
                if (!e.taken() || attempt == MOST_TRIES) {
                    throw e;
                }
                pause.run();
            }
        }
    }

    /**
     * The same where this process has another listener on the port, such as for all addresses of the machine: whether
     * another process is there as well is not looked at.
     */
    public static Listener openBeside(Loops loops, InetSocketAddress address, Acceptor acceptor) throws CannotListen {
        return bind(loops, address, address, acceptor);
    }

    private static Listener bind(Loops loops, InetSocketAddress address, InetSocketAddress bound, Acceptor acceptor)
            throws CannotListen {
        Listener listener = new Listener(bound, acceptor);
        boolean shares = loops.transport().sharesPorts();
        try {
            for (Loop loop : shares ? loops.all() : loops.all().subList(0, 1)) {
                List<Loop> receiving = shares ? List.of(loop) : loops.all();
                listener.sockets.add(loops.transport().listen(loop, receiving, bound, listener::accepted));
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

    private void accepted(Connection connection) {
        acceptor.accepted(connection);
    }

    /** Gives the clients that come from now on to another acceptor; the sockets, and who waits there, stay. */
    public void handTo(Acceptor next) {
        acceptor = next;
    }

    public InetSocketAddress address() {
        return address;
    }

    /**
     * Stops accepting; connections that are open stay, and those that wait to be accepted are: closing a socket would
     * reset them. So the sockets first let nobody new in, all of them, then each is emptied and closed. A client that
     * knocks in that moment gets no answer, asks again after a second as TCP does, and is refused. Transports other than
     * bare epoll leave this to the system, which resets who waits. Not to be called on an event loop.
     */
    @Override
    public void close() {
        sockets.forEach(ListeningSocket::refuseNew);
        sockets.forEach(ListeningSocket::close);
    }
}
