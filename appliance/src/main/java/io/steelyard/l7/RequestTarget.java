package io.steelyard.l7;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The forms a request's target may have (RFC 9112 section 3.2): origin-form; absolute-form, whose authority then counts
 * and not the Host field; the asterisk for OPTIONS; the authority-form of CONNECT, refused unless CONNECT is offered. TRACE is
 * never offered: what it sends back would tell a client what was added to its request on the way.
 */
final class RequestTarget {
    private static final byte[] CONNECT = "CONNECT".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRACE = "TRACE".getBytes(StandardCharsets.US_ASCII);
    static final byte[] OPTIONS = "OPTIONS".getBytes(StandardCharsets.US_ASCII);
    private static final String HTTP = "http://";
    private static final String HTTPS = "https://";

    private RequestTarget() {}

    /** Judges the target of the request line just parsed, and notes the authority where it holds one. */
    static @Nullable HeadFault check(Head head, boolean takesConnect) {
        if (head.methodIs(CONNECT)) {
            return takesConnect ? authority(head) : HeadFault.CONNECT_REFUSED;
        }
        if (head.methodIs(TRACE)) {
            return HeadFault.TRACE_REFUSED;
        }
        byte first = head.bytes[head.targetStart];
        if (first == '/') {
            return null;
        }
        if (first == '*') {
            boolean alone = head.targetEnd - head.targetStart == 1;
            return alone && head.methodIs(OPTIONS) ? null : HeadFault.BAD_TARGET;
        }
        return absolute(head);
    }

    /** RFC 9112 section 3.2.3: a host and a port, and nothing else. */
    private static @Nullable HeadFault authority(Head head) {
        int nameEnd = hostEnd(head.bytes, head.targetStart, head.targetEnd);
        if (nameEnd < 0 || head.targetEnd - nameEnd < 2) {
            return HeadFault.BAD_TARGET;
        }
        head.connect = true;
        noteAuthority(head, head.targetStart, nameEnd, head.targetEnd);
        return null;
    }

    private static void noteAuthority(Head head, int start, int nameEnd, int end) {
        head.authorityStart = start;
        head.authorityEnd = end;
        head.hostStart = start;
        head.hostEnd = nameEnd;
    }

    private static @Nullable HeadFault absolute(Head head) {
        int authority = schemeEnd(head);
        if (authority < 0) {
            return HeadFault.BAD_TARGET;
        }
        int path = authority;
        while (path < head.targetEnd && head.bytes[path] != '/' && head.bytes[path] != '?') {
            path++;
        }
        int nameEnd = hostEnd(head.bytes, authority, path);
        if (nameEnd <= authority) {
            return HeadFault.BAD_TARGET;
        }
        noteAuthority(head, authority, nameEnd, path);
        return null;
    }

    private static int schemeEnd(Head head) {
        int http = schemeEnd(head, HTTP);
        return http >= 0 ? http : schemeEnd(head, HTTPS);
    }

    private static int schemeEnd(Head head, String scheme) {
        int end = head.targetStart + scheme.length();
        return end < head.targetEnd && Ascii.equalsIgnoreCase(scheme, head.bytes, head.targetStart, end) ? end : -1;
    }

    /**
     * Where the host name in {@code bytes[start..end)} ends and its port begins; -1 where this is no host with an
     * optional port (RFC 9110 section 4.2, RFC 3986 section 3.2.2, without user information).
     */
    static int hostEnd(byte[] bytes, int start, int end) {
        boolean literal = start < end && bytes[start] == '[';
        int nameEnd = literal ? literalEnd(bytes, start, end) : nameEnd(bytes, start, end);
        if (nameEnd <= start) {
            return -1;
        }
        return nameEnd == end || isPort(bytes, nameEnd, end) ? nameEnd : -1;
    }

    /** Behind a host name or IPv4 address; -1 where a percent sign is not followed by two digits. */
    private static int nameEnd(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && Ascii.isHost(bytes[at])) {
            if (bytes[at] == '%') {
                if (end - at < 3 || Ascii.hex(bytes[at + 1]) < 0 || Ascii.hex(bytes[at + 2]) < 0) {
                    return -1;
                }
                at += 2;
            }
            at++;
        }
        return at;
    }

    /** Behind the bracket that closes an IPv6 address; -1 where there is none. */
    private static int literalEnd(byte[] bytes, int start, int end) {
        int at = start + 1;
        while (at < end && (Ascii.hex(bytes[at]) >= 0 || bytes[at] == ':' || bytes[at] == '.')) {
            at++;
        }
        if (at == end || bytes[at] != ']') {
            return -1;
        }
        return IpLiteral.isIpv6(bytes, start + 1, at) ? at + 1 : -1;
    }

    private static boolean isPort(byte[] bytes, int colon, int end) {
        if (bytes[colon] != ':' || end - colon > 6) {
            return false;
        }
        int port = 0;
        for (int i = colon + 1; i < end; i++) {
            if (!Ascii.isDigit(bytes[i])) {
                return false;
            }
            port = port * 10 + (bytes[i] - '0');
        }
        return port <= 65535;
    }
}
