package io.steelyard.net;

import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads the PROXY protocol header at the beginning of a connection, in whatever pieces it comes, and not a byte more.
 * Strict: version 1 is one line of at most 107 bytes with single spaces and canonical numbers; version 2 has at most
 * {@link #MOST_V2} bytes behind its head, its extensions fill it exactly, and a checksum that is there must be right.
 * Kinds of connections that are none of ours (datagrams, sockets without addresses) are skipped, reserved values refused.
 */
public final class ProxyHeaderReader {
    /** What may follow the 16 bytes of version 2's head: several times what proxies send. */
    public static final int MOST_V2 = 4096;

    private static final byte[] V1 = {'P', 'R', 'O', 'X', 'Y', ' '};
    private static final byte[] TCP4 = {'T', 'C', 'P', '4', ' '};
    private static final byte[] TCP6 = {'T', 'C', 'P', '6', ' '};
    private static final byte[] UNKNOWN = {'U', 'N', 'K', 'N', 'O', 'W', 'N'};
    private static final int MOST_V1 = 107;
    private static final int CRC32C_TYPE = 3;
    private static final int V2_ADDRESSES_UNIX = 216;
    private static final int FIRST_BYTES = 128;

    /** What becomes of the bytes so far. */
    public enum Progress {
        MORE,
        /** {@link #header} is there. */
        COMPLETE,
        /** What comes is no such header; {@link #taken} is its beginning. */
        ABSENT,
        REFUSED
    }

    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;
    private int wanted;
    private @Nullable ProxyHeader header;

    /** Takes bytes up to the header's end. */
    public Progress feed(ByteBuf data) {
        while (data.isReadable()) {
            if (wanted > 0) {
                return readRest(data);
            }
            byte next = data.getByte(data.readerIndex());
            boolean begins = length < V1.length && startsWith(V1, length) && V1[length] == next;
            boolean signs = length < ProxyHeader.SIGNATURE.length
                    && startsWith(ProxyHeader.SIGNATURE, length)
                    && ProxyHeader.SIGNATURE[length] == next;
            boolean one = length >= V1.length && bytes[0] == V1[0];
            boolean two = length >= ProxyHeader.SIGNATURE.length && !one;
            if (!begins && !signs && !one && !two) {
                return Progress.ABSENT;
            }
            bytes[length++] = data.readByte();
            Progress progress = one ? line(next) : two ? head() : Progress.MORE;
            if (progress != Progress.MORE) {
                return progress;
            }
        }
        return wanted > 0 && length == wanted ? version2() : Progress.MORE;
    }

    /** Whether the first {@code count} bytes are those that this begins with. */
    private boolean startsWith(byte[] whole, int count) {
        return Arrays.equals(bytes, 0, count, whole, 0, count);
    }

    private Progress line(byte last) {
        if (last == '\n') {
            return bytes[length - 2] == '\r' ? version1() : Progress.REFUSED;
        }
        return length == MOST_V1 ? Progress.REFUSED : Progress.MORE;
    }

    private Progress head() {
        if (length < ProxyHeader.V2_HEAD) {
            return Progress.MORE;
        }
        int command = bytes[12] & 0x0f;
        int family = (bytes[13] & 0xff) >> 4;
        int protocol = bytes[13] & 0x0f;
        int rest = ((bytes[14] & 0xff) << 8) | (bytes[15] & 0xff);
        if ((bytes[12] & 0xf0) != 0x20 || command > 1 || family > 3 || protocol > 2 || rest > MOST_V2) {
            return Progress.REFUSED;
        }
        wanted = length + rest;
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length, wanted));
        return rest == 0 ? version2() : Progress.MORE;
    }

    private Progress readRest(ByteBuf data) {
        int count = Math.min(wanted - length, data.readableBytes());
        data.readBytes(bytes, length, count);
        length += count;
        return length == wanted ? version2() : Progress.MORE;
    }

    private Progress version1() {
        int at = V1.length;
        int end = length - 2;
        boolean unknown = end - at >= UNKNOWN.length
                && Arrays.equals(bytes, at, at + UNKNOWN.length, UNKNOWN, 0, UNKNOWN.length)
                && (end == at + UNKNOWN.length || bytes[at + UNKNOWN.length] == ' ');
        if (unknown) {
            header = ProxyHeader.OWN;
            return Progress.COMPLETE;
        }
        boolean four = end - at > TCP4.length && Arrays.equals(bytes, at, at + TCP4.length, TCP4, 0, TCP4.length);
        boolean six = end - at > TCP6.length && Arrays.equals(bytes, at, at + TCP6.length, TCP6, 0, TCP6.length);
        return (four || six) && addresses(at + TCP4.length, end, four) ? Progress.COMPLETE : Progress.REFUSED;
    }

    private boolean addresses(int start, int end, boolean four) {
        int first = wordEnd(start, end);
        int second = wordEnd(first + 1, end);
        int third = wordEnd(second + 1, end);
        InetAddress source = address(start, first, four);
        InetAddress destination = address(first + 1, second, four);
        int sourcePort = port(second + 1, third);
        int destinationPort = port(third + 1, end);
        if (source == null || destination == null || sourcePort < 0 || destinationPort < 0) {
            return false;
        }
        header = new ProxyHeader(
                new InetSocketAddress(source, sourcePort), new InetSocketAddress(destination, destinationPort));
        return true;
    }

    /** Where the word that begins here ends: before a space or the line's end. */
    private int wordEnd(int start, int end) {
        int at = start;
        while (at < end && bytes[at] != ' ') {
            at++;
        }
        return at;
    }

    private @Nullable InetAddress address(int start, int end, boolean four) {
        byte[] into = new byte[IpText.V6];
        int count = start >= end ? 0 : IpText.read(bytes, start, end, into);
        return count > 0 && hasColon(start, end) != four ? address(Arrays.copyOf(into, count)) : null;
    }

    private boolean hasColon(int start, int end) {
        for (int at = start; at < end; at++) {
            if (bytes[at] == ':') {
                return true;
            }
        }
        return false;
    }

    private static InetAddress address(byte[] its) {
        try {
            return InetAddress.getByAddress(its);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes", e);
        }
    }

    private int port(int start, int end) {
        int count = end - start;
        if (count < 1 || count > 5 || (count > 1 && bytes[start] == '0')) {
            return -1;
        }
        int port = 0;
        for (int at = start; at < end; at++) {
            if (bytes[at] < '0' || bytes[at] > '9') {
                return -1;
            }
            port = port * 10 + (bytes[at] - '0');
        }
        return port > 65535 ? -1 : port;
    }

    private Progress version2() {
        boolean own = (bytes[12] & 0x0f) == 0;
        if (own) {
            header = ProxyHeader.OWN; // whatever else it says is to be thrown away
            return Progress.COMPLETE;
        }
        int addresses = switch ((bytes[13] & 0xff) >> 4) {
            case 1 -> ProxyHeader.V2_ADDRESSES_4;
            case 2 -> ProxyHeader.V2_ADDRESSES_6;
            case 3 -> V2_ADDRESSES_UNIX;
            default -> 0;
        };
        if (wanted - ProxyHeader.V2_HEAD < addresses || !extensions(ProxyHeader.V2_HEAD + addresses)) {
            return Progress.REFUSED;
        }
        header = switch (bytes[13]) {
            case ProxyHeader.V2_TCP4 -> between(IpText.V4);
            case ProxyHeader.V2_TCP6 -> between(IpText.V6);
            default -> ProxyHeader.OWN;
        };
        return Progress.COMPLETE;
    }

    private ProxyHeader between(int size) {
        int at = ProxyHeader.V2_HEAD;
        int ports = at + 2 * size;
        return new ProxyHeader(
                new InetSocketAddress(address(Arrays.copyOfRange(bytes, at, at + size)), binaryPort(ports)),
                new InetSocketAddress(address(Arrays.copyOfRange(bytes, at + size, ports)), binaryPort(ports + 2)));
    }

    private int binaryPort(int at) {
        return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
    }

    /** Type, length in two bytes, value: one after the other up to the end. All but the checksum are skipped. */
    private boolean extensions(int start) {
        int at = start;
        boolean summed = false;
        while (at < wanted) {
            if (wanted - at < 3) {
                return false;
            }
            int value = at + 3;
            int size = binaryPort(at + 1);
            if (size > wanted - value) {
                return false;
            }
            if (bytes[at] == CRC32C_TYPE) {
                if (summed || size != Integer.BYTES || !isChecksum(value)) {
                    return false;
                }
                summed = true;
            }
            at = value + size;
        }
        return true;
    }

    /** Whether what stands there is the checksum over the whole header with zeros in its place. */
    private boolean isChecksum(int at) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, at);
        sum.update(new byte[Integer.BYTES], 0, Integer.BYTES);
        sum.update(bytes, at + Integer.BYTES, wanted - at - Integer.BYTES);
        long written = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            written = (written << Byte.SIZE) | (bytes[at + i] & 0xff);
        }
        return written == sum.getValue();
    }

    /** What it says; once {@link Progress#COMPLETE}. */
    public ProxyHeader header() {
        ProxyHeader present = header;
        if (present == null) {
            throw new IllegalStateException("the header is not complete");
        }
        return present;
    }

    /** The bytes that were taken so far, for whoever can make something else of them. */
    public byte[] taken() {
        return Arrays.copyOf(bytes, length);
    }
}
