package io.steelyard.wire;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A real server whose every move is made by the test: it takes a connection when the test says so, and reads and sends
 * what the test has it read and send. Listens from the start, on a free port of the loopback address.
 */
public final class ScriptedOrigin implements AutoCloseable {
    private final ServerSocket socket;
    private final Deque<WireEnd> accepted = new ConcurrentLinkedDeque<>();

    private ScriptedOrigin(ServerSocket socket) {
        this.socket = socket;
    }

    public static ScriptedOrigin start() throws IOException {
        return withBacklog(100);
    }

    /** One that lets only so many connections wait to be accepted; more hang while connecting. */
    public static ScriptedOrigin withBacklog(int backlog) throws IOException {
        ServerSocket socket = new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(WireEnd.MOST_MILLIS);
        return new ScriptedOrigin(socket);
    }

    /**
     * A port that was free a moment ago, where nobody listens. It is none of those that the system gives out by itself
     * (from 32768 on), so that no connection of another test gets it by chance.
     */
    public static int unusedPort() throws IOException {
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (BindException taken) {
                // another one
            }
        }
        throw new IOException("100 ports were all taken");
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** The next connection, which may have been waiting already. */
    public WireEnd accept() throws IOException {
        WireEnd end = new WireEnd(socket.accept());
        accepted.add(end);
        return end;
    }

    /** The connection that was accepted last. */
    public WireEnd lastAccepted() {
        return accepted.getLast();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (WireEnd end : accepted) {
            end.close();
        }
    }
}
