package io.steelyard.journal;

import io.steelyard.config.SyslogConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A syslog server that messages are sent to: over UDP one per datagram (RFC 5426), over TCP and TLS with their length in front on a
 * connection that is kept (RFC 6587, section 3.4.1; RFC 5425). Syslog has no acknowledgement: what was under way when a
 * connection broke may be lost, which is why the connection is looked at for its end before each batch.
 */
final class SyslogServer {
    private static final Logger LOG = LoggerFactory.getLogger(SyslogServer.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final SyslogConfig config;
    private final String machine;
    private final long process;
    private final Duration timeout;
    private volatile @Nullable Line line;
    private volatile boolean writing;

    /** @param plain what the other one runs over; the same where there is no TLS */
    private record Line(Socket plain, Socket socket) {}

    SyslogServer(SyslogConfig config) {
        this(config, TIMEOUT);
    }

    /** @param timeout for connecting, for agreeing on TLS, and for writing */
    SyslogServer(SyslogConfig config, Duration timeout) {
        this.config = config;
        this.timeout = timeout;
        this.machine = machineName();
        this.process = ProcessHandle.current().pid();
    }

    private static String machineName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "-";
        }
    }

    /** The name of the machine that the messages come from. */
    String machine() {
        return machine;
    }

    /** The number of the process that they come from. */
    long process() {
        return process;
    }

    /** Sends these, each whole. May block, for three times the timeout at most. */
    void send(List<byte[]> messages) throws IOException {
        if (config.transport() == SyslogConfig.Transport.UDP) {
            sendDatagrams(messages);
        } else {
            sendStream(messages);
        }
    }

    private void sendDatagrams(List<byte[]> messages) throws IOException {
        InetSocketAddress address = address();
        try (DatagramSocket out = new DatagramSocket()) {
            for (byte[] message : messages) {
                out.send(new DatagramPacket(message, message.length, address));
            }
        }
    }

    private void sendStream(List<byte[]> messages) throws IOException {
        ByteArrayOutputStream framed = new ByteArrayOutputStream();
        for (byte[] message : messages) {
            framed.write((message.length + " ").getBytes(StandardCharsets.US_ASCII));
            framed.write(message);
        }
        Line open = connected();
        writing = true;
        try {
            bounded(open.plain(), () -> {
                OutputStream out = open.socket().getOutputStream();
                framed.writeTo(out);
                out.flush();
            });
        } catch (IOException e) {
            cut(open.plain());
            throw e;
        } finally {
            writing = false;
        }
    }

    /** Something that blocks. */
    private interface Work {
        void run() throws IOException;
    }

    /**
     * Ends what takes too long by taking the TCP connection from under it. A blocking write knows no timeout of its own,
     * and closing the TLS socket would wait for that very write.
     */
    private void bounded(Socket plain, Work work) throws IOException {
        CompletableFuture<Void> deadline = new CompletableFuture<>();
        deadline.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).whenComplete((done, late) -> {
            if (late != null) {
                cut(plain);
            }
        });
        try {
            work.run();
        } finally {
            deadline.complete(null);
        }
    }

    private static void cut(Socket plain) {
        try {
            plain.close();
        } catch (IOException e) {
            LOG.debug("a connection to a syslog server did not close in order", e);
        }
    }

    private Line connected() throws IOException {
        Line open = line;
        if (open != null && !open.plain().isClosed() && !hasEnded(open.socket())) {
            return open;
        }
        close();
        int millis = (int) timeout.toMillis();
        Socket plain = new Socket();
        line = new Line(plain, plain);
        try {
            plain.connect(address(), millis);
            plain.setSoTimeout(millis);
            plain.setKeepAlive(true);
            Line ready = new Line(plain, config.transport() == SyslogConfig.Transport.TLS ? secured(plain) : plain);
            line = ready;
            return ready;
        } catch (IOException e) {
            cut(plain);
            throw TrustedBy.explained(e, config.server(), config.caFile());
        }
    }

    /** A syslog server sends nothing; where a read ends at once, it has closed. */
    private static boolean hasEnded(Socket open) {
        try {
            open.setSoTimeout(1);
            return open.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException quiet) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private SSLSocket secured(Socket plain) throws IOException {
        SSLSocket tls = (SSLSocket) TrustedBy.file(config.caFile())
                .getSocketFactory()
                .createSocket(plain, config.server(), config.port(), true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // RFC 5425, section 5.2
        tls.setSSLParameters(parameters);
        bounded(plain, tls::startHandshake);
        return tls;
    }

    private InetSocketAddress address() throws UnknownHostException {
        InetSocketAddress address = new InetSocketAddress(config.server(), config.port());
        if (address.isUnresolved()) {
            throw new UnknownHostException("no address is known for " + config.server());
        }
        return address;
    }

    String name() {
        return "syslog " + config.server() + ":" + config.port();
    }

    /** Ends the connection; any thread. The next message opens another. */
    void close() {
        Line open = line;
        line = null;
        if (open == null) {
            return;
        }
        if (writing) {
            cut(open.plain());
            return;
        }
        try {
            bounded(open.plain(), open.socket()::close); // with TLS this says goodbye (RFC 5425, section 4.4)
        } catch (IOException e) {
            LOG.debug("a connection to a syslog server did not close in order", e);
        }
    }
}
