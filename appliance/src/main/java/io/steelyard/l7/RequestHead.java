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
    private static final byte[] VIA_1_1 = ascii("Via: 1.1 steelyard\r\n");
    private static final byte[] VIA_1_0 = ascii("Via: 1.0 steelyard\r\n");
    private static final byte[] UPGRADE = ascii("Connection: upgrade\r\nUpgrade: ");
    private static final byte[] TRAILERS = ascii("Connection: te\r\nTE: trailers\r\n");
    private static final byte[] MAX_FORWARDS = ascii("Max-Forwards: ");

    private RequestHead() {}

    /**
     * Writes it.
     *
     * @param origin what is known of where it came from
     * @param authority what to name as Host where the client, speaking HTTP/1.0, named none
     * @param upgrade the protocols that are asked for on the client's behalf
     */
    static void write(HeadWriter out, Head head, RequestOrigin origin, byte[] authority, List<String> upgrade) {
        out.clear();
        writeLine(out, head);
        writeHost(out, head, authority);
        writeFields(out, head, origin);
        if (head.chunked) {
            out.append(CHUNKED);
        }
        writeConnection(out, head, upgrade);
        origin.writeTo(out, head);
        out.append(head.minorVersion == 0 ? VIA_1_0 : VIA_1_1);
        out.append(LINE_END);
    }

    /** What is said of the connection to the real server, which keeps it open otherwise. */
    private static void writeConnection(HeadWriter out, Head head, List<String> upgrade) {
        boolean trailers = head.trailersWelcome && head.connectionTe && head.minorVersion == 1;
        if (!upgrade.isEmpty()) {
            out.append(UPGRADE).append(String.join(", ", upgrade)).append(LINE_END);
        }
        if (trailers) {
            out.append(TRAILERS);
        }
        if (head.maxForwards > 0) {
            out.append(MAX_FORWARDS)
                    .append(Integer.toString(head.maxForwards - 1))
                    .append(LINE_END);
        }
    }

    private static void writeLine(HeadWriter out, Head head) {
        byte[] bytes = head.bytes;
        out.append(bytes, head.start, head.methodEnd).append(' ');
        if (!head.hasAuthority() || head.connect) {
            out.append(bytes, head.targetStart, head.targetEnd).append(VERSION);
            return;
        }
        boolean hasPath = head.authorityEnd < head.targetEnd && bytes[head.authorityEnd] == '/';
        if (!hasPath) {
            boolean wholeServer = head.authorityEnd == head.targetEnd && head.methodIs(RequestTarget.OPTIONS);
            out.append(wholeServer ? '*' : '/');
        }
        out.append(bytes, head.authorityEnd, head.targetEnd).append(VERSION);
    }

    /** The authority of an absolute target counts, not what the Host field says (RFC 9112 section 3.2.2). */
    private static void writeHost(HeadWriter out, Head head, byte[] authority) {
        out.append(HOST);
        if (head.hasAuthority()) {
            out.append(head.bytes, head.authorityStart, head.authorityEnd);
        } else if (head.hostField >= 0) {
            out.append(head.bytes, head.valueStart(head.hostField), head.valueEnd(head.hostField));
        } else {
            out.append(authority);
        }
        out.append(LINE_END);
    }

    private static void writeFields(HeadWriter out, Head head, RequestOrigin origin) {
        int from = -1; // a run of fields that stay is copied at once
        for (int field = 0; field < head.fieldCount(); field++) {
            if (staysOut(head, field, origin)) {
                from = copy(out, head, from, field);
            } else if (from < 0) {
                from = field;
            }
        }
        copy(out, head, from, head.fieldCount());
    }

    private static boolean staysOut(Head head, int field, RequestOrigin origin) {
        return switch (head.name(field)) {
            case HOST, X_STEELYARD_WHY -> true;
            case EXPECT -> !head.expectsContinue;
            case MAX_FORWARDS -> head.maxForwards >= 0;
            case OTHER ->
                (head.connectionNamesFields && FieldRules.isNamedByConnection(head, field))
                        || origin.withholds(head, field);
            default -> head.name(field).isHopByHop() || origin.withholds(head, field);
        };
    }

    static int copy(HeadWriter out, Head head, int from, int until) {
        if (from >= 0 && until > from) {
            out.append(head.bytes, head.nameStart(from), head.lineEnd(until - 1));
        }
        return -1;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
