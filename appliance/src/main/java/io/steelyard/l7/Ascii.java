package io.steelyard.l7;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

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

    /** Eight bytes of an array at once. */
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** This times a byte is a word in which all eight bytes are that byte. */
    private static final long EACH = 0x0101010101010101L;

    private static final long TOP_BITS = 0x8080808080808080L;

    private Ascii() {}

    static boolean isToken(byte b) {
        return (CLASSES[b & 0xff] & TOKEN) != 0;
    }

    /** Whether it may stand in a field's value: everything but control characters, tab excepted. */
    static boolean isValue(byte b) {
        return (CLASSES[b & 0xff] & VALUE) != 0;
    }

    /** The first index from {@code start} on whose byte may not stand in a value; {@code end} where all may. */
    static int endOfValue(byte[] bytes, int start, int end) {
        int at = start;
        while (at <= end - Long.BYTES && !holdsControl((long) EIGHT.get(bytes, at))) {
            at += Long.BYTES;
        }
        // A tab stops the leap above, too, although it may stand there.
        while (at < end && isValue(bytes[at])) {
            at++;
        }
        return at;
    }

    /**
     * Whether one of the eight bytes is a control character. A byte below 0x20 borrows from its top bit when 0x20 is taken
     * from it, and so does a zero byte when 1 is, which 0x7f is once it is turned over. (H. S. Warren, "Hacker's Delight",
     * section 6-1.)
     */
    private static boolean holdsControl(long eight) {
        long low = (eight - (0x20 * EACH)) & ~eight;
        long turned = eight ^ (0x7f * EACH);
        long delete = (turned - EACH) & ~turned;
        return ((low | delete) & TOP_BITS) != 0;
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

    /** The same where the word is bytes. */
    static boolean equalsIgnoreCase(byte[] lowerCase, byte[] bytes, int start, int end) {
        if (end - start != lowerCase.length) {
            return false;
        }
        for (int i = 0; i < lowerCase.length; i++) {
            if (lower(bytes[start + i]) != lowerCase[i]) {
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
