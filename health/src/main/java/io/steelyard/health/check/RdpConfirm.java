package io.steelyard.health.check;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The answer to an RDP connection request: TPKT (RFC 1006), X.224 connection confirm (ITU-T X.224, 13.4), and in it the
 * negotiation response or failure (MS-RDPBCGR, 2.2.1.2).
 *
 * @param up whether the server agreed
 * @param reason in words
 */
record RdpConfirm(boolean up, String reason) {
    static final int TPKT_HEADER = 4;

    /** Longer than any confirm there is: header, X.224 and negotiation take 19 bytes. */
    static final int MAX_LENGTH = 512;

    private static final int X224_FIXED = 7;
    private static final int CONNECTION_CONFIRM = 0xd0;
    private static final int DISCONNECT_REQUEST = 0x80;
    private static final int RESPONSE = 2;
    private static final int FAILURE = 3;
    private static final List<String> FAILURES = List.of(
            "",
            "it requires TLS (SSL_REQUIRED_BY_SERVER)",
            "it is set to standard RDP security only (SSL_NOT_ALLOWED_BY_SERVER)",
            "it has no certificate for TLS (SSL_CERT_NOT_ON_SERVER)",
            "the request contradicts itself (INCONSISTENT_FLAGS)",
            "it requires CredSSP, that is NLA (HYBRID_REQUIRED_BY_SERVER)",
            "it requires TLS with a client certificate (SSL_WITH_USER_AUTH_REQUIRED_BY_SERVER)");

    /** How long the packet is that begins with these four bytes, or -1 where they begin no TPKT packet of a fit length. */
    static int length(byte[] header) {
        int length = ((header[2] & 0xff) << 8) | (header[3] & 0xff);
        boolean fit = header[0] == 3 && length >= TPKT_HEADER + X224_FIXED && length <= MAX_LENGTH;
        return fit ? length : -1;
    }

    /** @param packet what follows the TPKT header, at least {@value #X224_FIXED} bytes */
    static RdpConfirm read(byte[] packet) {
        int indicated = packet[0] & 0xff;
        int kind = packet[1] & 0xf0;
        if (indicated + 1 != packet.length) {
            return no("the answer is no X.224 packet: its length says " + (indicated + 1) + " of " + packet.length
                    + " bytes");
        }
        if (kind == DISCONNECT_REQUEST) {
            return no("the server refused the connection (X.224 disconnect request)");
        }
        if (kind != CONNECTION_CONFIRM) {
            return no("the answer is no X.224 connection confirm, but of type 0x" + Integer.toHexString(kind));
        }
        if (packet.length == X224_FIXED) {
            return yes(0);
        }
        return negotiated(
                ByteBuffer.wrap(packet, X224_FIXED, packet.length - X224_FIXED).order(ByteOrder.LITTLE_ENDIAN));
    }

    private static RdpConfirm negotiated(ByteBuffer in) {
        if (in.remaining() < 8) {
            return no("the answer's negotiation breaks off after " + in.remaining() + " bytes");
        }
        int type = in.get();
        in.get(); // flags
        int length = in.getShort();
        long value = in.getInt() & 0xffffffffL;
        if (length != 8 || (type != RESPONSE && type != FAILURE)) {
            return no("the answer's negotiation is malformed: type " + type + ", length " + length);
        }
        return type == RESPONSE ? yes(value) : no("RDP refused: " + failure(value));
    }

    private static String failure(long code) {
        return code >= 1 && code < FAILURES.size() ? FAILURES.get((int) code) : "failure code " + code;
    }

    private static RdpConfirm yes(long selected) {
        return new RdpConfirm(true, selected == 0 ? RdpProtocol.words(0) : "RDP with " + RdpProtocol.words(selected));
    }

    private static RdpConfirm no(String reason) {
        return new RdpConfirm(false, reason);
    }
}
