package io.steelyard.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy says at the beginning of a connection about the one that it stands for (the PROXY protocol, versions 1 and
 * 2, as HAProxy's {@code proxy-protocol.txt} has it).
 *
 * @param source where the client is; null where the connection is the proxy's own, or of a kind without addresses
 * @param destination where the client connected to; null together with the source
 */
public record ProxyHeader(
        @Nullable InetSocketAddress source, @Nullable InetSocketAddress destination) {
    /** The connection stands for nothing but itself. */
    public static final ProxyHeader OWN = new ProxyHeader(null, null);

    static final byte[] SIGNATURE = {'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'};
    static final int V2_PROXY = 0x21;
    static final int V2_TCP4 = 0x11;
    static final int V2_TCP6 = 0x21;
    static final int V2_HEAD = 16;
    static final int V2_ADDRESSES_4 = 12;
    static final int V2_ADDRESSES_6 = 36;

    /** The line of version 1 for a connection between these two. */
    public static byte[] version1(InetSocketAddress source, InetSocketAddress destination) {
        boolean four = isVersion4(source) && isVersion4(destination);
        String line = "PROXY " + (four ? "TCP4 " : "TCP6 ") + text(source, four) + " " + text(destination, four) + " "
                + source.getPort() + " " + destination.getPort() + "\r\n";
        return line.getBytes(StandardCharsets.US_ASCII);
    }

    /** The bytes of version 2 for a connection between these two, command PROXY. */
    public static byte[] version2(InetSocketAddress source, InetSocketAddress destination) {
        boolean four = isVersion4(source) && isVersion4(destination);
        int length = four ? V2_ADDRESSES_4 : V2_ADDRESSES_6;
        byte[] header = new byte[V2_HEAD + length];
        System.arraycopy(SIGNATURE, 0, header, 0, SIGNATURE.length);
        header[12] = V2_PROXY;
        header[13] = (byte) (four ? V2_TCP4 : V2_TCP6);
        header[15] = (byte) length;
        byte[] from = bytes(source, four);
        byte[] to = bytes(destination, four);
        System.arraycopy(from, 0, header, V2_HEAD, from.length);
        System.arraycopy(to, 0, header, V2_HEAD + from.length, to.length);
        putPort(header, header.length - 4, source.getPort());
        putPort(header, header.length - 2, destination.getPort());
        return header;
    }

    private static boolean isVersion4(InetSocketAddress address) {
        return address.getAddress() instanceof Inet4Address;
    }

    private static String text(InetSocketAddress address, boolean four) {
        if (!four && isVersion4(address)) {
            return "::ffff:" + address.getAddress().getHostAddress();
        }
        return new String(IpText.write(address.getAddress().getAddress()), StandardCharsets.US_ASCII);
    }

    /** Where only one of the two is version 4, it is told as the version 6 address that stands for it. */
    private static byte[] bytes(InetSocketAddress address, boolean four) {
        InetAddress its = address.getAddress();
        byte[] bytes = its.getAddress();
        if (four || bytes.length == IpText.V6) {
            return bytes;
        }
        byte[] mapped = new byte[IpText.V6];
        mapped[10] = -1;
        mapped[11] = -1;
        System.arraycopy(bytes, 0, mapped, 12, bytes.length);
        return mapped;
    }

    private static void putPort(byte[] into, int at, int port) {
        into[at] = (byte) (port >> 8);
        into[at + 1] = (byte) port;
    }
}
