package io.steelyard.l7;

/** What the bytes of a message may be, and comparing them; RFC 9110 section 5.6.2 and RFC 3986. */
final class Ascii {
    static final int CR = '\r';
    static final int LF = '\n';
    static final int SP = ' ';
    static final int TAB = '\t';

    private static final byte TOKEN = 1;
    private static final byte VALUE = 2;
    private static final byte TARGET = 4;
    private static final byte HOST = 8;

    /** What each byte may be part of, one bit per class. */
    private static final byte[] CLASSES = classes();

    private Ascii() {}

    static boolean isToken(byte b) {
        return (CLASSES[b & 0xff] & TOKEN) != 0;
    }

    /** Whether it may stand in a field's value: everything but control characters, tab excepted. */
    static boolean isValue(byte b) {
        return (CLASSES[b & 0xff] & VALUE) != 0;
    }

    /** Whether it may stand in a request's target: printable ASCII without the fragment's mark. */
    static boolean isTarget(byte b) {
        return (CLASSES[b & 0xff] & TARGET) != 0;
    }

    /** Whether it may stand in a host name or IPv4 address. */
    static boolean isHost(byte b) {
        return (CLASSES[b & 0xff] & HOST) != 0;
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** The value of a hexadecimal digit, -1 where it is none. */
    static int hex(byte b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b | 0x20) : b;
    }

    /** Whether {@code bytes[start..end)} is this lower-case word, whatever its case. */
    static boolean equalsIgnoreCase(String lowerCase, byte[] bytes, int start, int end) {
        if (end - start != lowerCase.length()) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            if (lower(bytes[start + i]) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] classes() {
        byte[] classes = new byte[256];
        for (int c = 0; c < 256; c++) {
            boolean alphanumeric = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (alphanumeric || "!#$%&'*+-.^_`|~".indexOf(c) >= 0) {
                classes[c] |= TOKEN;
            }
            if (c == TAB || (c >= 0x20 && c != 0x7f)) {
                classes[c] |= VALUE;
            }
            if (c > 0x20 && c < 0x7f && c != '#') {
                classes[c] |= TARGET;
            }
            if (alphanumeric || "-._~%".indexOf(c) >= 0) {
                classes[c] |= HOST;
            }
        }
        return classes;
    }
}
