package io.steelyard.health.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A real server on loopback that does with each connection what a script says, and tells how the client ended it. */
public final class ScriptedServer implements AutoCloseable {

    /** What is done with one connection, which is closed afterwards. */
    @FunctionalInterface
    public interface Script {
        void serve(Connection connection) throws IOException;
    }

    /** One accepted connection. */
    public record Connection(Socket socket, InputStream in, OutputStream out) {
        public void send(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }

        /** Reads up to the empty line. */
        public String readHead() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    break;
                }
                head.append((char) next);
            }
            return head.toString();
        }

        /** Reads one line, without its end. */
        public String readLine() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
                line.append((char) next);
            }
            return line.toString().stripTrailing();
        }

        /** The same connection, inside TLS from here on. */
        public Connection startTls(SSLContext tls) throws IOException {
            SSLSocket inside = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), false);
            inside.setUseClientMode(false);
            inside.startHandshake();
            return new Connection(inside, inside.getInputStream(), inside.getOutputStream());
        }

        public void readToTheEnd() throws IOException {
            in.transferTo(OutputStream.nullOutputStream());
        }

        /** Closes with RST instead of FIN. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    private final ServerSocket listening;
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    private final Script script;

    public ScriptedServer(Script script) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
    }

    private ScriptedServer(ServerSocket listening, Script script) {
        this.script = script;
        this.listening = listening;
        start(this::accept);
    }

    /** The same inside TLS. */
    public static ScriptedServer tls(SSLContext tls, Script script) throws IOException {
        return new ScriptedServer(
                tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
    }

    /** Answers every request's head with this, and closes. */
    public static ScriptedServer answering(String... answer) throws IOException {
        return new ScriptedServer(connection -> {
            connection.readHead();
            for (String part : answer) {
                connection.send(part);
            }
        });
    }

    /** A free port that is none of those the system gives out by itself (from 32768 on): nobody gets it by chance. */
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

    public InetSocketAddress address() {
        return new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort());
    }

    public String takeRequest() throws InterruptedException {
        return String.valueOf(requests.poll(10, TimeUnit.SECONDS));
    }

    /** How the next connection ended on this side: {@code orderly}, or the exception. */
    public String takeEnd() throws InterruptedException {
        return String.valueOf(ends.poll(10, TimeUnit.SECONDS));
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                accepted.add(socket);
                start(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Recording in = new Recording(socket.getInputStream());
            try {
                script.serve(new Connection(socket, in, socket.getOutputStream()));
                ends.add("orderly");
            } catch (IOException e) {
                ends.add(e.toString());
            }
            requests.add(in.read.toString());
        } catch (IOException e) {
            ends.add(e.toString());
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "scripted-server");
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

    private static final class Recording extends java.io.FilterInputStream {
        private final StringBuilder read = new StringBuilder();

        Recording(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            if (next >= 0) {
                read.append((char) next);
            }
            return next;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int count = super.read(bytes, from, length);
            if (count > 0) {
                read.append(new String(bytes, from, count, StandardCharsets.ISO_8859_1));
            }
            return count;
        }
    }
}
