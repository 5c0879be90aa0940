package io.steelyard.service;

import static org.awaitility.Awaitility.await;

import io.steelyard.wire.ThreadedOrigin;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Real servers that are killed in the middle of what they do, and come back on the same port. */
final class MortalServers implements AutoCloseable {
    static final int LARGE = 300_000;
    private static final String BODY = "x".repeat(LARGE);

    private final List<ThreadedOrigin> servers = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final Random random = new Random(1);

    static MortalServers start(int count) throws IOException {
        MortalServers all = new MortalServers();
        for (int i = 0; i < count; i++) {
            ThreadedOrigin server = ThreadedOrigin.start(MortalServers::serve);
            all.servers.add(server);
            all.ports.add(server.port());
        }
        return all;
    }

    List<Integer> ports() {
        return ports;
    }

    /** Large answers for /large, small ones for everything else; a body is read first. */
    private static void serve(Socket connection) throws IOException {
        while (true) {
            String head = ThreadedOrigin.readHead(connection);
            if (head.startsWith("POST ")) {
                connection.getInputStream().readNBytes(10);
            }
            int length = head.contains(" /large ") ? LARGE : 5;
            String body = head.startsWith("HEAD ") ? "" : BODY.substring(0, length);
            ThreadedOrigin.send(connection, "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n" + body);
        }
    }

    /** Kills one after another, each as soon as the one before is back. */
    void dieAndComeBackUntil(long nanoTime) throws IOException {
        while (System.nanoTime() < nanoTime) {
            int index = random.nextInt(servers.size());
            servers.get(index).close();
            Thread.onSpinWait();
            restart(index);
        }
    }

    /** Whether it is alive again. */
    private boolean restart(int index) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        try {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.get(index)), 100);
            servers.set(index, ThreadedOrigin.on(socket, MortalServers::serve));
            return true;
        } catch (BindException connectionsOfTheOldOneAreStillEnding) {
            socket.close();
            return false;
        }
    }

    /** Has all of them alive. */
    void comeBack() throws IOException {
        for (int i = 0; i < servers.size(); i++) {
            int index = i;
            servers.get(index).close();
            await().until(() -> restart(index));
        }
    }

    @Override
    public void close() throws IOException {
        for (ThreadedOrigin server : servers) {
            server.close();
        }
    }
}
