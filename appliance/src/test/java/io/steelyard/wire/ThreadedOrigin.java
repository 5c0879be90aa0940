package io.steelyard.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A real server that does with every connection the same, each on a thread of its own, for tests that don't know how many
 * come. Listens on a free port of the loopback address.
 */
public final class ThreadedOrigin implements AutoCloseable {

    /** What is done with one connection, which is closed afterwards. */
    @FunctionalInterface
    public interface Script {
        void serve(Socket connection) throws IOException;
    }

    private final ServerSocket listening;
    private final Script script;
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();

    private ThreadedOrigin(ServerSocket listening, Script script) {
        this.listening = listening;
        this.script = script;
    }

    public static ThreadedOrigin start(Script script) throws IOException {
        return on(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), script);
    }

    /** On a socket that listens already, such as one that speaks TLS. */
    public static ThreadedOrigin on(ServerSocket listening, Script script) {
        ThreadedOrigin origin = new ThreadedOrigin(listening, script);
        daemon(origin::accept);
        return origin;
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Reads up to the empty line. */
    public static String readHead(Socket connection) throws IOException {
        InputStream in = connection.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended early");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    public static void send(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        connection.getOutputStream().flush();
    }

    public static void readToTheEnd(Socket connection) throws IOException {
        connection.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                accepted.add(socket);
                daemon(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setSoTimeout(WireEnd.MOST_MILLIS);
            script.serve(socket);
        } catch (IOException e) {
            // The other side's end, or a handshake that failed as it should; what comes of it is seen there.
        } finally {
            accepted.remove(socket);
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "threaded-origin");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : accepted) {
            socket.close();
        }
    }
}
