package io.steelyard.l7;

import io.steelyard.net.IpText;
import java.nio.charset.StandardCharsets;

/**
 * What real servers are told of the client: {@code X-Forwarded-For} and its kin, and {@code Forwarded} (RFC 7239). Of a
 * peer that is not trusted nothing is passed on; to what a trusted one says is added.
 */
final class ForwardedFields {
    private static final byte[] LINE_END = ascii("\r\n");
    private static final byte[] FOR = ascii("X-Forwarded-For: ");
    private static final byte[] HOST = ascii("X-Forwarded-Host: ");
    private static final byte[] PORT = ascii("X-Forwarded-Port: ");
    private static final byte[] REAL_IP = ascii("X-Real-IP: ");
    private static final byte[] PROTO = ascii("X-Forwarded-Proto: ");
    private static final byte[] PROTO_HTTP = ascii("X-Forwarded-Proto: http\r\n");
    private static final byte[] FORWARDED = ascii("Forwarded: ");
    private static final byte[] ELEMENT = ascii("for=");
    private static final byte[] ELEMENT_PROTO = ascii(";proto=http");
    private static final byte[] ELEMENT_HOST = ascii(";host=\"");
    private static final byte[] SEPARATOR = ascii(", ");
    private static final int MOST_SCHEME = 16;
    private static final int MOST_HOST = 300;
    private static final int MOST_PORT = 5;

    private ForwardedFields() {}

    static void write(HeadWriter out, Head head, OriginRules rules, Provenance from) {
        if (rules.sendsXForwarded()) {
            writeX(out, head, from);
        }
        if (rules.sendsForwarded()) {
            writeForwarded(out, head, from);
        }
    }

    private static void writeX(HeadWriter out, Head head, Provenance from) {
        out.append(FOR);
        ClientTrail before = from.before(FieldName.X_FORWARDED_FOR);
        if (before != null) {
            before.writeTo(out, head);
        } else if (from.isOther()) {
            out.append(IpText.write(from.address())).append(SEPARATOR);
        }
        out.append(from.ends().text()).append(LINE_END);
        if (!from.isBelieved() || !keep(out, head, FieldName.X_FORWARDED_PROTO, PROTO)) {
            out.append(PROTO_HTTP);
        }
        boolean told = from.isBelieved() && keep(out, head, FieldName.X_FORWARDED_HOST, HOST);
        if (!told && (head.hostField >= 0 || head.hasAuthority())) {
            appendHost(out.append(HOST), head).append(LINE_END);
        }
        if (head.has(FieldName.X_FORWARDED_PORT)) {
            writePort(out, head, from);
        }
        if (head.has(FieldName.X_REAL_IP)) {
            out.append(REAL_IP).append(IpText.write(from.address())).append(LINE_END);
        }
    }

    /** Only where the request has one, whose place it takes. */
    private static void writePort(HeadWriter out, Head head, Provenance from) {
        if (!from.isBelieved() || !keep(out, head, FieldName.X_FORWARDED_PORT, PORT)) {
            String port = Integer.toString(from.ends().local().getPort());
            out.append(PORT).append(port).append(LINE_END);
        }
    }

    /** Passes on the one field of this name as it is; false where there is not one, or its value cannot be. */
    private static boolean keep(HeadWriter out, Head head, FieldName name, byte[] start) {
        int field = head.has(name) ? head.findOnly(name) : -1;
        if (field < 0 || !mayStand(name, head.bytes, head.valueStart(field), head.valueEnd(field))) {
            return false;
        }
        out.append(start)
                .append(head.bytes, head.valueStart(field), head.valueEnd(field))
                .append(LINE_END);
        return true;
    }

    private static boolean mayStand(FieldName name, byte[] bytes, int start, int end) {
        int most = switch (name) {
            case X_FORWARDED_PROTO -> MOST_SCHEME;
            case X_FORWARDED_PORT -> MOST_PORT;
            default -> MOST_HOST;
        };
        for (int at = start; at < end; at++) {
            byte b = bytes[at];
            boolean fits = switch (name) {
                case X_FORWARDED_PROTO -> (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
                case X_FORWARDED_PORT -> Ascii.isDigit(b);
                default -> Ascii.isHost(b) || b == ':' || b == '[' || b == ']';
            };
            if (!fits) {
                return false;
            }
        }
        return end > start && end - start <= most;
    }

    private static void writeForwarded(HeadWriter out, Head head, Provenance from) {
        out.append(FORWARDED);
        ClientTrail before = from.before(FieldName.FORWARDED);
        if (before != null) {
            before.writeTo(out, head);
        } else if (from.isOther()) {
            out.append(ELEMENT).append(node(IpText.write(from.address()))).append(SEPARATOR);
        }
        out.append(ELEMENT).append(from.ends().node()).append(ELEMENT_PROTO);
        if (head.hostField >= 0 || head.hasAuthority()) {
            // A host name has no character that would have to be escaped between quotes.
            appendHost(out.append(ELEMENT_HOST), head).append('"');
        }
        out.append(LINE_END);
    }

    private static HeadWriter appendHost(HeadWriter out, Head head) {
        int start = head.hasAuthority() ? head.authorityStart : head.valueStart(head.hostField);
        int end = head.hasAuthority() ? head.authorityEnd : head.valueEnd(head.hostField);
        return out.append(head.bytes, start, end);
    }

    /** An address as the value of a {@code for}: with colons it stands in brackets and quotes (RFC 7239 section 6.1). */
    static byte[] node(byte[] address) {
        String text = new String(address, StandardCharsets.US_ASCII);
        return ascii(text.indexOf(':') < 0 ? text : "\"[" + text + "]\"");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
