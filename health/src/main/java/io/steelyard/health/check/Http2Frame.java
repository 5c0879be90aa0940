package io.steelyard.health.check;

import io.steelyard.health.Ending;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** One frame of HTTP/2 (RFC 9113, section 4). */
final class Http2Frame {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PUSH_PROMISE = 5;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int CONTINUATION = 9;

    static final int END_STREAM = 0x1;
    static final int ACK = 0x1;
    static final int END_HEADERS = 0x4;
    static final int PADDED = 0x8;
    static final int PRIORITY = 0x20;

    static final int HEADER = 9;

    /** The most that a payload has unless more was allowed, which a probe never does. */
    static final int MAX_PAYLOAD = 16_384;

    private static final List<String> ERRORS = List.of(
            "NO_ERROR",
            "PROTOCOL_ERROR",
            "INTERNAL_ERROR",
            "FLOW_CONTROL_ERROR",
            "SETTINGS_TIMEOUT",
            "STREAM_CLOSED",
            "FRAME_SIZE_ERROR",
            "REFUSED_STREAM",
            "CANCEL",
            "COMPRESSION_ERROR",
            "CONNECT_ERROR",
            "ENHANCE_YOUR_CALM",
            "INADEQUATE_SECURITY",
            "HTTP_1_1_REQUIRED");

    private final int type;
    private final int flags;
    private final int stream;
    private final byte[] payload;

    private Http2Frame(int type, int flags, int stream, byte[] payload) {
        this.type = type;
        this.flags = flags;
        this.stream = stream;
        this.payload = payload;
    }

    static byte[] write(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(HEADER + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /** Behind one frame; behind its header where that announces more than it may. */
    static Ending ending() {
        return (bytes, seen, length) -> {
            if (length < HEADER) {
                return Ending.NOT_YET;
            }
            int whole = HEADER + length(bytes);
            return whole > HEADER + MAX_PAYLOAD ? HEADER : length >= whole ? whole : Ending.NOT_YET;
        };
    }

    /** @throws Http2Fault where the frame announces more than it may */
    static Http2Frame read(byte[] bytes) {
        if (length(bytes) > MAX_PAYLOAD) {
            throw new Http2Fault("a frame of it is longer than " + MAX_PAYLOAD + " bytes");
        }
        int stream = ByteBuffer.wrap(bytes, 5, 4).getInt() & 0x7fffffff;
        return new Http2Frame(bytes[3], bytes[4], stream, Arrays.copyOfRange(bytes, HEADER, bytes.length));
    }

    int type() {
        return type;
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    int stream() {
        return stream;
    }

    /** Not to be changed. */
    byte[] payload() {
        return payload;
    }

    /** The payload of DATA or HEADERS without padding and priority. */
    byte[] content() {
        int padding = has(PADDED) ? payload.length > 0 ? payload[0] & 0xff : 1 : 0;
        int from = (has(PADDED) ? 1 : 0) + (type == HEADERS && has(PRIORITY) ? 5 : 0);
        if (from + padding > payload.length) {
            throw new Http2Fault("a frame of it has more padding than content");
        }
        return Arrays.copyOfRange(payload, from, payload.length - padding);
    }

    /** The error code that stands at this place of the payload, in words. */
    String error(int place) {
        if (payload.length < place + 4) {
            throw new Http2Fault("a frame of it breaks off");
        }
        int code = ByteBuffer.wrap(payload, place, 4).getInt();
        return code >= 0 && code < ERRORS.size() ? ERRORS.get(code) : "error " + Integer.toUnsignedString(code);
    }

    private static int length(byte[] bytes) {
        return ((bytes[0] & 0xff) << 16) | ((bytes[1] & 0xff) << 8) | (bytes[2] & 0xff);
    }
}
