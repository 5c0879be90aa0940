package io.steelyard.l7;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The request's head as the real server gets it: the client's, without what concerned its connection only, with what
 * says where it came from (RFC 9110 sections 7.6.1 and 7.6.3).
 */
final class RequestHead {
    private static final byte[] LINE_END = ascii("\r\n");
    private static final byte[] VERSION = ascii(" HTTP/1.1\r\n");
    private static final byte[] HOST = ascii("Host: ");
    private static final byte[] CHUNKED = ascii("Transfer-Encoding: chunked\r\n");
    private static final byte[] FORWARDED_FOR = ascii("X-Forwarded-For: ");
    private static final byte[] FORWARDED_HOST = ascii("X-Forwarded-Host: ");
    private static final byte[] FORWARDED_PROTO = ascii("X-Forwarded-Proto: http\r\n");
    private static final byte[] VIA_1_1 = ascii("Via: 1.1 steelyard\r\n");
    private static final byte[] VIA_1_0 = ascii("Via: 1.0 steelyard\r\n");
    private static final byte[] UPGRADE = ascii("Connection: upgrade\r\nUpgrade: ");
    private static final byte[] SEPARATOR = ascii(", ");

    private RequestHead() {}

    /**
     * Writes it.
     *
     * @param client the client's address as text
     * @param authority what to name as Host where the client, speaking HTTP/1.0, named none
     * @param upgrade the protocols that are asked for on the client's behalf
     */
    static void write(HeadWriter out, Head head, byte[] client, byte[] authority, List<String> upgrade) {
        out.clear();
        writeLine(out, head);
        writeHost(out, head, authority);
        writeFields(out, head);
        if (head.chunked) {
            out.append(CHUNKED);
        }
        if (!upgrade.isEmpty()) {
            out.append(UPGRADE).append(String.join(", ", upgrade)).append(LINE_END);
        }
        writeForwarded(out, head, client);
        out.append(head.minorVersion == 0 ? VIA_1_0 : VIA_1_1);
        out.append(LINE_END);
    }

    private static void writeLine(HeadWriter out, Head head) {
        byte[] bytes = head.bytes;
        out.append(bytes, head.start, head.methodEnd).append(" ");
        if (!head.isAbsolute()) {
            out.append(bytes, head.targetStart, head.targetEnd).append(VERSION);
            return;
        }
        boolean hasPath = head.authorityEnd < head.targetEnd && bytes[head.authorityEnd] == '/';
        if (!hasPath) {
            boolean wholeServer = head.authorityEnd == head.targetEnd && head.methodIs(RequestTarget.OPTIONS);
            out.append(wholeServer ? "*" : "/");
        }
        out.append(bytes, head.authorityEnd, head.targetEnd).append(VERSION);
    }

    /** The authority of an absolute target counts, not what the Host field says (RFC 9112 section 3.2.2). */
    private static void writeHost(HeadWriter out, Head head, byte[] authority) {
        out.append(HOST);
        if (head.isAbsolute()) {
            out.append(head.bytes, head.authorityStart, head.authorityEnd);
        } else if (head.hostField >= 0) {
            out.append(head.bytes, head.valueStart(head.hostField), head.valueEnd(head.hostField));
        } else {
            out.append(authority);
        }
        out.append(LINE_END);
    }

    private static void writeFields(HeadWriter out, Head head) {
        int from = -1; // a run of fields that stay is copied at once
        for (int field = 0; field < head.fieldCount(); field++) {
            if (staysOut(head, field)) {
                from = copy(out, head, from, field);
            } else if (from < 0) {
                from = field;
            }
        }
        copy(out, head, from, head.fieldCount());
    }

    private static boolean staysOut(Head head, int field) {
        return switch (head.name(field)) {
            case HOST, X_FORWARDED_FOR, X_FORWARDED_HOST, X_FORWARDED_PROTO, X_STEELYARD_WHY -> true;
            case EXPECT -> !head.expectsContinue;
            case OTHER -> head.connectionNamesFields && FieldRules.isNamedByConnection(head, field);
            default -> head.name(field).isHopByHop();
        };
    }

    static int copy(HeadWriter out, Head head, int from, int until) {
        if (from >= 0 && until > from) {
            out.append(head.bytes, head.nameStart(from), head.lineEnd(until - 1));
        }
        return -1;
    }

    private static void writeForwarded(HeadWriter out, Head head, byte[] client) {
        out.append(FORWARDED_FOR);
        for (int field = 0; field < head.fieldCount(); field++) {
            if (head.name(field) == FieldName.X_FORWARDED_FOR && head.valueEnd(field) > head.valueStart(field)) {
                out.append(head.bytes, head.valueStart(field), head.valueEnd(field))
                        .append(SEPARATOR);
            }
        }
        out.append(client).append(LINE_END);
        out.append(FORWARDED_PROTO);
        if (head.hostField >= 0 || head.isAbsolute()) {
            int start = head.isAbsolute() ? head.authorityStart : head.valueStart(head.hostField);
            int end = head.isAbsolute() ? head.authorityEnd : head.valueEnd(head.hostField);
            out.append(FORWARDED_HOST).append(head.bytes, start, end).append(LINE_END);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
