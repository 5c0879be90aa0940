package io.steelyard.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLSocket;

/** Brings TLS to a mail server that has none: from the start, or after STARTTLS (RFC 3207). */
final class TlsFront implements AutoCloseable {
    private final Certified certified;
    private final int behind;
    private final boolean startTls;
    private final ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private TlsFront(Certified certified, int behind, boolean startTls) throws IOException {
        this.certified = certified;
        this.behind = behind;
        this.startTls = startTls;
        threads.execute(this::accept);
    }

    static TlsFront implicit(Certified certified, int behind) throws IOException {
        return new TlsFront(certified, behind, false);
    }

    static TlsFront startTls(Certified certified, int behind) throws IOException {
        return new TlsFront(certified, behind, true);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return; // it was closed
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            if (startTls) {
                line(server.getInputStream()); // the greeting, which is not repeated after STARTTLS
                say(client, "220 front");
                line(client.getInputStream());
                say(client, "250-front\r\n250 STARTTLS");
                line(client.getInputStream());
                say(client, "220 go ahead");
            }
            SSLSocket tls = (SSLSocket) certified
                    .server()
                    .getSocketFactory()
                    .createSocket(client, listening.getInetAddress().getHostAddress(), 0, true);
            tls.setUseClientMode(false);
            tls.startHandshake();
            threads.execute(() -> pump(server, tls));
            pump(tls, server);
        } catch (IOException e) {
            // whoever asks hears of it on its own side
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // one of the two has gone
        }
    }

    private static void say(Socket to, String text) throws IOException {
        to.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
        }
    }
}
