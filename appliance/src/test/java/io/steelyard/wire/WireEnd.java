package io.steelyard.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/**
 * One end of a connection, by a plain blocking socket: the client's before the proxy or the real server's behind it.
 * Every wait has an end: {@value #MOST_MILLIS} ms, then it throws. Used by one thread at a time.
 */
public final class WireEnd implements AutoCloseable {
    static final int MOST_MILLIS = 10_000;

    private final Socket socket;
    private final OutputStream out;
    private final WireReader reader;

    WireEnd(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(MOST_MILLIS);
        socket.setTcpNoDelay(true);
        this.out = socket.getOutputStream();
        this.reader = new WireReader(socket.getInputStream());
    }

    /** A client's end, connected to this port of the loopback address. */
    public static WireEnd to(int port) throws IOException {
        return new WireEnd(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** A client's end at one address of the loopback network, connected to another one. */
    @SuppressWarnings("AddressSelection") // a literal stands for one address
    public static WireEnd between(String from, String to, int port) throws IOException {
        return new WireEnd(new Socket(InetAddress.getByName(to), port, InetAddress.getByName(from), 0));
    }

    /** The same with so small a receive buffer that the other side's sending soon stalls. */
    public static WireEnd withSmallBuffer(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(16 * 1024);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MOST_MILLIS);
        return new WireEnd(socket);
    }

    /** Sends this text, a byte per character, at once. */
    public void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    public void send(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    /** Sends a request and reads its whole response. */
    public WireMessage ask(String request) throws IOException {
        send(request);
        return response();
    }

    public WireMessage request() throws IOException {
        return reader.request();
    }

    /** A request's head alone, for a body that comes later or is read by hand. */
    public WireMessage requestHead() throws IOException {
        return reader.requestHead();
    }

    /** The request with the body that its head announces. */
    public WireMessage body(WireMessage requestHead) throws IOException {
        return reader.withBody(requestHead, false);
    }

    public WireMessage response() throws IOException {
        return reader.response();
    }

    /** A response's head alone: what follows a HEAD, or a body that is read by hand. */
    public WireMessage responseHead() throws IOException {
        return reader.responseHead();
    }

    /** Everything until the other side ends its direction in good order; a reset throws. */
    public String rest() throws IOException {
        return reader.rest();
    }

    /** So many bytes, whatever they mean. */
    public String text(int length) throws IOException {
        return reader.exactly(length);
    }

    public InputStream stream() {
        return reader.stream();
    }

    /** True if the other side ended in good order with no further byte, false if it reset the connection. */
    public boolean endsOrderly() throws IOException {
        try {
            int next = reader.stream().read();
            if (next >= 0) {
                throw new AssertionError("the connection should have ended, but there came: " + (char) next);
            }
            return true;
        } catch (SocketException e) {
            return false;
        }
    }

    /** Ends this direction; the other one stays open. */
    public void finishSending() throws IOException {
        socket.shutdownOutput();
    }

    /** Ends the connection so that the other side sees a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
