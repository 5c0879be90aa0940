package io.steelyard.health.check;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The call that a gRPC probe makes: {@code grpc.health.v1.Health/Check}, with what HTTP/2 needs before it.
 *
 * @param service empty for the server as a whole
 */
record GrpcQuestion(String service) {
    static final int STREAM = 1;

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final byte[] SETTINGS = {
        0, 1, 0, 0, 0, 0, // no dynamic header table
        0, 2, 0, 0, 0, 0 // no push
    };

    /** Everything that is sent unasked. */
    byte[] bytes(String authority, boolean tls) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(PREFACE.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(Http2Frame.write(Http2Frame.SETTINGS, 0, 0, SETTINGS));
        out.writeBytes(Http2Frame.write(Http2Frame.HEADERS, Http2Frame.END_HEADERS, STREAM, headers(authority, tls)));
        out.writeBytes(Http2Frame.write(Http2Frame.DATA, Http2Frame.END_STREAM, STREAM, message()));
        return out.toByteArray();
    }

    private static byte[] headers(String authority, boolean tls) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        field(out, ":method", "POST");
        field(out, ":scheme", tls ? "https" : "http");
        field(out, ":path", "/grpc.health.v1.Health/Check");
        field(out, ":authority", authority);
        field(out, "te", "trailers");
        field(out, "content-type", "application/grpc");
        field(out, "user-agent", "Steelyard-health");
        return out.toByteArray();
    }

    /** A literal that nobody remembers (RFC 7541, 6.2.2). */
    private static void field(ByteArrayOutputStream out, String name, String value) {
        out.write(0);
        string(out, name);
        string(out, value);
    }

    private static void string(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int inPrefix = 0x7f;
        if (bytes.length < inPrefix) {
            out.write(bytes.length);
        } else {
            out.write(inPrefix);
            int rest = bytes.length - inPrefix;
            for (; rest >= 0x80; rest >>= 7) {
                out.write(0x80 | (rest & 0x7f));
            }
            out.write(rest);
        }
        out.writeBytes(bytes);
    }

    /** An uncompressed gRPC message that holds a HealthCheckRequest: one field, number 1, a string. */
    private byte[] message() {
        byte[] name = service.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        if (name.length > 0) {
            request.write(0x0a);
            if (name.length >= 0x80) {
                request.write(0x80 | (name.length & 0x7f));
                request.write(name.length >> 7);
            } else {
                request.write(name.length);
            }
            request.writeBytes(name);
        }
        return ByteBuffer.allocate(5 + request.size())
                .put((byte) 0)
                .putInt(request.size())
                .put(request.toByteArray())
                .array();
    }
}
