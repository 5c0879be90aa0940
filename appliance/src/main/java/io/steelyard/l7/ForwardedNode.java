package io.steelyard.l7;

import io.steelyard.net.IpText;

/**
 * One station that a request came by, as {@code X-Forwarded-For} and {@code Forwarded} name it (RFC 7239 section 6): an
 * address with or without a port, {@code unknown}, or an identifier made up to hide the address, {@code _hidden}.
 */
final class ForwardedNode {
    static final int MALFORMED = -1;

    /** It is no address, and nothing can be said of who stands there. */
    static final int NAMELESS = 0;

    private static final int MOST_PORT_DIGITS = 5;
    private static final int MOST_PORT = 65535;

    private ForwardedNode() {}

    /**
     * Reads {@code bytes[start..end)}.
     *
     * @param bare whether a version 6 address may stand there without brackets, as it does in {@code X-Forwarded-For}
     * @param into its first 4 or 16 bytes become the address
     * @return how many they are, {@link #NAMELESS} or {@link #MALFORMED}
     */
    static int read(byte[] bytes, int start, int end, boolean bare, byte[] into) {
        if (start == end) {
            return MALFORMED;
        }
        if (bytes[start] == '[') {
            return bracketed(bytes, start, end, into);
        }
        if (bytes[start] == '_') {
            return hidden(bytes, start + 1, end);
        }
        int colon = indexOf(bytes, ':', start, end);
        if (Ascii.equalsIgnoreCase("unknown", bytes, start, colon)) {
            return isPort(bytes, colon, end) ? NAMELESS : MALFORMED;
        }
        if (bare && indexOf(bytes, ':', Math.min(colon + 1, end), end) < end) {
            return addressOr(IpText.read(bytes, start, end, into));
        }
        return isPort(bytes, colon, end) ? addressOr(IpText.read(bytes, start, colon, into)) : MALFORMED;
    }

    private static int bracketed(byte[] bytes, int start, int end, byte[] into) {
        int close = indexOf(bytes, ']', start, end);
        boolean hasColon = indexOf(bytes, ':', start, close) < close;
        if (close == end || !hasColon || !isPort(bytes, close + 1, end)) {
            return MALFORMED;
        }
        return addressOr(IpText.read(bytes, start + 1, close, into));
    }

    private static int addressOr(int read) {
        return read == 0 ? MALFORMED : read;
    }

    private static int hidden(byte[] bytes, int start, int end) {
        int colon = indexOf(bytes, ':', start, end);
        return isObscure(bytes, start, colon) && isPort(bytes, colon, end) ? NAMELESS : MALFORMED;
    }

    private static boolean isObscure(byte[] bytes, int start, int end) {
        for (int at = start; at < end; at++) {
            byte b = bytes[at];
            boolean letter = (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
            if (!letter && !Ascii.isDigit(b) && b != '.' && b != '_' && b != '-') {
                return false;
            }
        }
        return end > start;
    }

    /** Nothing, or a colon with a number or something made up behind it. */
    private static boolean isPort(byte[] bytes, int colon, int end) {
        if (colon == end) {
            return true;
        }
        int first = colon + 1;
        if (bytes[colon] != ':' || first == end) {
            return false;
        }
        if (bytes[first] == '_') {
            return isObscure(bytes, first + 1, end);
        }
        int port = 0;
        for (int at = first; at < end; at++) {
            if (!Ascii.isDigit(bytes[at]) || at - first == MOST_PORT_DIGITS) {
                return false;
            }
            port = port * 10 + (bytes[at] - '0');
        }
        return port <= MOST_PORT;
    }

    private static int indexOf(byte[] bytes, char sought, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != sought) {
            at++;
        }
        return at;
    }
}
