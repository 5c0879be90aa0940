package io.steelyard.health.check;

import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came on the stream of one call, put together from its frames. Used on one thread, for one answer. */
final class GrpcAnswer {
    /** An answer of the health service has seven bytes. */
    private static final int MAX_BODY = 4096;

    private static final int MAX_BLOCK = 32 * 1024;
    private static final String SERVING = "SERVING";
    private static final List<String> HEALTH = List.of("UNKNOWN", SERVING, "NOT_SERVING", "SERVICE_UNKNOWN");
    private static final List<String> STATUS = List.of(
            "OK",
            "CANCELLED",
            "UNKNOWN",
            "INVALID_ARGUMENT",
            "DEADLINE_EXCEEDED",
            "NOT_FOUND",
            "ALREADY_EXISTS",
            "PERMISSION_DENIED",
            "RESOURCE_EXHAUSTED",
            "FAILED_PRECONDITION",
            "ABORTED",
            "OUT_OF_RANGE",
            "UNIMPLEMENTED",
            "INTERNAL",
            "UNAVAILABLE",
            "DATA_LOSS",
            "UNAUTHENTICATED");

    private final Map<String, String> fields = new HashMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable ByteArrayOutputStream block;
    private boolean lastBlock;
    private boolean ended;

    /** What is known, in words, and whether it counts as up. */
    record Finding(boolean up, String reason) {}

    boolean isEnded() {
        return ended;
    }

    /** Takes a frame of the call's stream. */
    void add(Http2Frame frame) {
        if (block != null && frame.type() != Http2Frame.CONTINUATION) {
            throw new Http2Fault("its headers are interrupted by another frame");
        }
        switch (frame.type()) {
            case Http2Frame.HEADERS -> {
                block = new ByteArrayOutputStream();
                lastBlock = frame.has(Http2Frame.END_STREAM);
                headers(frame.content(), frame.has(Http2Frame.END_HEADERS));
            }
            case Http2Frame.CONTINUATION -> headers(frame.payload(), frame.has(Http2Frame.END_HEADERS));
            case Http2Frame.DATA -> {
                byte[] content = frame.content();
                if (body.size() + content.length > MAX_BODY) {
                    throw new Http2Fault("it is longer than " + MAX_BODY + " bytes");
                }
                body.writeBytes(content);
                ended = frame.has(Http2Frame.END_STREAM);
            }
            case Http2Frame.PUSH_PROMISE -> throw new Http2Fault("it pushes, which it was not allowed");
            default -> {} // says nothing of the answer
        }
    }

    private void headers(byte[] part, boolean complete) {
        ByteArrayOutputStream open = block;
        if (open == null) {
            throw new Http2Fault("headers in it go on that have not begun");
        }
        if (open.size() + part.length > MAX_BLOCK) {
            throw new Http2Fault("its headers are longer than " + MAX_BLOCK / 1024 + " KiB");
        }
        open.writeBytes(part);
        if (complete) {
            fields.putAll(HpackReader.read(open.toByteArray()));
            block = null;
            ended = lastBlock;
        }
    }

    /** What the whole answer says of this service. */
    Finding finding(String service) {
        String of = service.isEmpty() ? "the server" : "service '" + service + "'";
        String http = fields.getOrDefault(":status", "");
        String status = fields.get("grpc-status");
        if (status == null) {
            return down(
                    http.equals("200")
                            ? "the answer has no gRPC status"
                            : "HTTP " + Words.excerpt(http, 10) + " instead of a gRPC answer");
        }
        if (!status.equals("0")) {
            return down(refusal(status, of));
        }
        String health = health();
        return new Finding(health.equals(SERVING), "gRPC health of " + of + " is " + health);
    }

    private String refusal(String status, String of) {
        int code = status.matches("\\d{1,2}") ? Integer.parseInt(status) : STATUS.size();
        String word = code < STATUS.size() ? STATUS.get(code) : "status " + Words.excerpt(status, 10);
        return switch (word) {
            case "UNIMPLEMENTED" -> "gRPC UNIMPLEMENTED: the server has no health service (grpc.health.v1)";
            case "NOT_FOUND" -> "gRPC NOT_FOUND: the health service does not know " + of;
            default -> "gRPC " + word + message();
        };
    }

    private String message() {
        String written = fields.getOrDefault("grpc-message", "");
        try {
            String text = URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8);
            return text.isEmpty() ? "" : ": " + Words.excerpt(text, 150);
        } catch (IllegalArgumentException e) {
            return ": " + Words.excerpt(written, 150);
        }
    }

    /** The status in a HealthCheckResponse: one field, number 1, a small number; left out where it is 0. */
    private String health() {
        ByteBuffer in = ByteBuffer.wrap(body.toByteArray());
        if (in.remaining() < 5 || in.get() != 0 || in.getInt() != in.remaining()) {
            throw new Http2Fault("its gRPC message is malformed or compressed");
        }
        if (!in.hasRemaining()) {
            return HEALTH.get(0);
        }
        if (in.remaining() < 2 || in.get() != 0x08) {
            throw new Http2Fault("its message is no health status");
        }
        int status = in.get();
        return status >= 0 && status < HEALTH.size() ? HEALTH.get(status) : "status " + status;
    }

    private static Finding down(String reason) {
        return new Finding(false, reason);
    }
}
