package io.steelyard.admin.capture;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reads a capture file packet by packet, so that it can end between two of them: the classic format of libpcap, with a head
 * of 24 bytes and one of 16 before each packet (pcap-savefile(5)). Not thread-safe.
 */
final class PcapReader {
    private static final int HEAD = 24;
    private static final int PACKET_HEAD = 16;
    private static final int LENGTH_AT = 8;
    private static final int MOST_PACKET = 256 * 1024;
    private static final int MICROSECONDS = 0xA1B2C3D4;
    private static final int NANOSECONDS = 0xA1B23C4D;

    private final InputStream in;
    private final byte[] head;
    private final ByteOrder order;

    private PcapReader(InputStream in, byte[] head, ByteOrder order) {
        this.in = in;
        this.head = head;
        this.order = order;
    }

    /** One whose head was read; null where the stream ends before. */
    static @Nullable PcapReader begin(InputStream in) throws IOException {
        byte[] head = in.readNBytes(HEAD);
        if (head.length < HEAD) {
            return null;
        }
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            int magic = ByteBuffer.wrap(head).order(order).getInt();
            if (magic == MICROSECONDS || magic == NANOSECONDS) {
                return new PcapReader(in, head, order);
            }
        }
        throw new IOException("this is no capture file");
    }

    byte[] head() {
        return head.clone();
    }

    /** The next packet with its head; null at the end, where a packet that is not whole counts as none. */
    byte @Nullable [] next() throws IOException {
        byte[] packetHead = in.readNBytes(PACKET_HEAD);
        if (packetHead.length < PACKET_HEAD) {
            return null;
        }
        int length = ByteBuffer.wrap(packetHead).order(order).getInt(LENGTH_AT);
        if (length < 0 || length > MOST_PACKET) {
            throw new EOFException("a packet of " + length + " bytes cannot be");
        }
        byte[] packet = new byte[PACKET_HEAD + length];
        System.arraycopy(packetHead, 0, packet, 0, PACKET_HEAD);
        return in.readNBytes(packet, PACKET_HEAD, length) < length ? null : packet;
    }
}
