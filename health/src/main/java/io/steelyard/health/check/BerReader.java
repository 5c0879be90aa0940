package io.steelyard.health.check;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads elements of BER (ITU-T X.690) out of bytes that are all there, front to back; definite lengths only (RFC 4511, 5.1). */
final class BerReader {
    private final byte[] bytes;
    private final int end;
    private int at;

    /** Bytes that are no BER, or not the element that must stand there. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String reason) {
            super(reason, null, false, false);
        }
    }

    BerReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private BerReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** The tag of the next element, which stays the next. */
    int peekTag() {
        return at < end ? bytes[at] & 0xff : -1;
    }

    /** What is in the next element. */
    BerReader enter(int tag) {
        int found = peekTag();
        if (found != tag) {
            throw new Malformed("an element of type 0x" + Integer.toHexString(Math.max(found, 0)) + " where 0x"
                    + Integer.toHexString(tag) + " must be");
        }
        at++;
        int length = length();
        if (length > end - at) {
            throw new Malformed("an element is longer than what it is in");
        }
        int from = at;
        at += length;
        return new BerReader(bytes, from, at);
    }

    int number(int tag) {
        BerReader content = enter(tag);
        int size = content.end - content.at;
        if (size < 1 || size > 4) {
            throw new Malformed("a number has " + size + " bytes");
        }
        int value = bytes[content.at];
        for (int i = content.at + 1; i < content.end; i++) {
            value = (value << 8) | (bytes[i] & 0xff);
        }
        return value;
    }

    String text(int tag) {
        BerReader content = enter(tag);
        return new String(Arrays.copyOfRange(bytes, content.at, content.end), StandardCharsets.UTF_8);
    }

    private int length() {
        int first = next();
        if (first < 0x80) {
            return first;
        }
        int size = first & 0x7f;
        if (size < 1 || size > 4) {
            throw new Malformed("a length of " + size + " bytes");
        }
        int length = 0;
        for (int i = 0; i < size; i++) {
            length = (length << 8) | next();
        }
        if (length < 0) {
            throw new Malformed("a length of more than 2 GiB");
        }
        return length;
    }

    private int next() {
        if (at >= end) {
            throw new Malformed("an element breaks off");
        }
        return bytes[at++] & 0xff;
    }
}
