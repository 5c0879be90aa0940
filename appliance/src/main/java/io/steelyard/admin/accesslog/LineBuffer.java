package io.steelyard.admin.accesslog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Puts together the bytes of one line. What clients send is escaped, so that no request can end a line, begin another or
 * steer the terminal of who looks at it. Used again for each line; belongs to one thread.
 */
final class LineBuffer {
    /** Bytes of one value that are written; the rest is cut. */
    static final int MOST_OF_VALUE = 4096;

    /** A line that is this long already takes no more values. */
    static final int MOST_BEFORE_VALUE = 64 * 1024;

    private static final byte[] LOWER_HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] UPPER_HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_ESCAPE = 6;
    private static final int LONGEST_NUMBER = 20;

    private byte[] bytes = new byte[1024];
    private int length;

    void clear() {
        length = 0;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    LineBuffer sign(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** Text of our own: ASCII that needs no escaping. */
    @SuppressWarnings("deprecation") // getBytes with a range copies bytes without an encoder, right for ASCII
    LineBuffer ascii(String text) {
        int count = text.length();
        reserve(count);
        text.getBytes(0, count, bytes, length);
        length += count;
        return this;
    }

    /** Bytes of our own. */
    LineBuffer plain(byte[] from) {
        reserve(from.length);
        System.arraycopy(from, 0, bytes, length, from.length);
        length += from.length;
        return this;
    }

    LineBuffer number(long value) {
        reserve(LONGEST_NUMBER);
        long rest = value;
        if (rest < 0) {
            bytes[length++] = '-';
            rest = -rest;
        }
        int digits = 1;
        for (long bound = rest / 10; bound > 0; bound /= 10) {
            digits++;
        }
        digits(rest, digits);
        return this;
    }

    /** With zeros in front, where it has fewer digits. */
    LineBuffer digits(long value, int count) {
        reserve(count);
        long rest = value;
        for (int at = length + count - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
        return this;
    }

    /** A time in milliseconds, with three digits behind the point. */
    LineBuffer millis(long nanos) {
        long micros = nanos / 1000;
        return number(micros / 1000).sign('.').digits(micros % 1000, 3);
    }

    /** A value as nginx writes it: quotation mark, backslash and all that is not printable ASCII as an escape of two digits. */
    LineBuffer escaped(byte[] from, int start, int end) {
        int stop = reserveValue(start, end);
        for (int at = start; at < stop; at++) {
            escapedByte(from[at]);
        }
        return this;
    }

    /** One byte of such a value. */
    void escapedByte(byte b) {
        reserve(LONGEST_ESCAPE);
        if (b >= ' ' && b < 0x7f && b != '"' && b != '\\') {
            bytes[length++] = b;
        } else {
            bytes[length++] = '\\';
            bytes[length++] = 'x';
            bytes[length++] = UPPER_HEX[(b >> 4) & 0xf];
            bytes[length++] = UPPER_HEX[b & 0xf];
        }
    }

    /**
     * What stands within the quotation marks of a JSON string (RFC 8259 section 7). UTF-8 stays as it is; a byte that is
     * not part of any becomes an escape with its number, and so do control characters of every kind.
     */
    LineBuffer json(byte[] from, int start, int end) {
        int stop = reserveValue(start, end);
        int at = start;
        while (at < stop) {
            byte b = from[at];
            if (b >= ' ' && b < 0x7f && b != '"' && b != '\\') {
                bytes[length++] = b;
                at++;
            } else if (b == '"' || b == '\\') {
                bytes[length++] = '\\';
                bytes[length++] = b;
                at++;
            } else {
                at += beyondAscii(from, at, stop);
            }
        }
        return this;
    }

    /** Writes one character that is not printable ASCII; how many bytes it took. */
    private int beyondAscii(byte[] from, int at, int stop) {
        int size = Utf8.length(from, at, stop);
        if (size == 0) {
            unicode(from[at] & 0xff);
            return 1;
        }
        int second = size == 2 ? from[at + 1] & 0xff : 0xff;
        if (from[at] == (byte) 0xc2 && second < 0xa0) {
            unicode(second); // a control character, of those that some terminals obey
            return 2;
        }
        System.arraycopy(from, at, bytes, length, size);
        length += size;
        return size;
    }

    private void unicode(int code) {
        bytes[length++] = '\\';
        bytes[length++] = 'u';
        bytes[length++] = '0';
        bytes[length++] = '0';
        bytes[length++] = LOWER_HEX[code >> 4];
        bytes[length++] = LOWER_HEX[code & 0xf];
    }

    /** Makes room for the longest that it can become; where to stop reading. */
    private int reserveValue(int start, int end) {
        int count = length > MOST_BEFORE_VALUE ? 0 : Math.min(end - start, MOST_OF_VALUE);
        reserve(count * LONGEST_ESCAPE);
        return start + count;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
