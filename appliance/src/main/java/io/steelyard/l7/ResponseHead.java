package io.steelyard.l7;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The response's head as the client gets it: the real server's, without what concerned its connection only. */
final class ResponseHead {
    private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VERSION = "HTTP/1.1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHUNKED = "Transfer-Encoding: chunked\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLOSE = "Connection: close\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] KEEP_ALIVE = "Connection: keep-alive\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] UPGRADE = "Connection: upgrade\r\n".getBytes(StandardCharsets.US_ASCII);

    /** What the {@code Connection} field tells the client. */
    enum Persistence {
        /** Nothing: it stays open, as HTTP/1.1 has it. */
        UNSAID,
        KEEP_ALIVE,
        CLOSE
    }

    /** What becomes of the connection behind it. */
    enum Form {
        /** It goes on in HTTP. */
        ORDINARY,
        /** The response names protocols, to change to now (101) or to ask for (426). */
        UPGRADE,
        /** It becomes a tunnel, so no length can be said. */
        TUNNEL
    }

    private ResponseHead() {}

    /**
     * Writes it.
     *
     * @param form what becomes of the connection behind it
     * @param chunked where the body goes out in chunks
     * @param more one more field; null for none
     * @param origin of the request that it answers
     */
    static void write(
            HeadWriter out,
            Head head,
            Form form,
            boolean chunked,
            Persistence persistence,
            byte @Nullable [] more,
            RequestOrigin origin) {
        out.clear();
        out.append(VERSION).append(head.bytes, head.start + VERSION.length, head.reasonEnd);
        if (head.reasonStart == head.reasonEnd) {
            out.append(' '); // the space stands there even where no reason follows
        }
        out.append(LINE_END);
        int from = -1;
        for (int field = 0; field < head.fieldCount(); field++) {
            if (staysOut(head, field, form, origin)) {
                from = RequestHead.copy(out, head, from, field);
            } else if (from < 0) {
                from = field;
            }
        }
        RequestHead.copy(out, head, from, head.fieldCount());
        if (!head.dated && head.status >= 200) {
            out.appendDate();
        }
        if (chunked) {
            out.append(CHUNKED);
        }
        if (more != null) {
            out.append(more);
        }
        if (origin.tellsId()) {
            origin.writeIdTo(out);
        }
        if (form == Form.UPGRADE) {
            out.append(UPGRADE);
        }
        switch (persistence) {
            case UNSAID -> {}
            case KEEP_ALIVE -> out.append(KEEP_ALIVE);
            case CLOSE -> out.append(CLOSE);
        }
        out.append(LINE_END);
    }

    private static boolean staysOut(Head head, int field, Form form, RequestOrigin origin) {
        return switch (head.name(field)) {
            case CONTENT_LENGTH -> head.status == 204 || head.status < 200 || form == Form.TUNNEL;
            case UPGRADE -> form != Form.UPGRADE;
            case OTHER ->
                (head.connectionNamesFields && FieldRules.isNamedByConnection(head, field))
                        || origin.replaces(head, field);
            default -> head.name(field).isHopByHop();
        };
    }
}
