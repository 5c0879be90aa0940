package io.steelyard.l7;

import io.steelyard.net.Connection;
import java.util.Arrays;

/** Puts together the bytes of a head that goes out. One per event loop: what is in it is sent before the next begins. */
final class HeadWriter {
    private static final int FIRST_BYTES = 4096;
    private static final byte[] NONE = {};

    /** Not there before it is needed: most loops of many virtual services never have a client. */
    private byte[] bytes = NONE;

    private final DateLine date = new DateLine(System::currentTimeMillis);
    private int length;

    void clear() {
        length = 0;
    }

    HeadWriter append(byte[] from, int start, int end) {
        reserve(end - start);
        System.arraycopy(from, start, bytes, length, end - start);
        length += end - start;
        return this;
    }

    HeadWriter append(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    HeadWriter append(byte[] all) {
        return append(all, 0, all.length);
    }

    /** ASCII only. */
    @SuppressWarnings("deprecation") // getBytes with a range copies bytes without an encoder, right for ASCII
    HeadWriter append(String ascii) {
        int count = ascii.length();
        reserve(count);
        ascii.getBytes(0, count, bytes, length);
        length += count;
        return this;
    }

    HeadWriter appendDate() {
        return append(date.now());
    }

    void sendTo(Connection connection) {
        connection.write(bytes, 0, length);
    }

    int length() {
        return length;
    }

    /** Bytes up to the empty line that ends the head, it included; all where there is none. */
    int headLength() {
        for (int at = 3; at < length; at++) {
            if (bytes[at] == '\n' && bytes[at - 1] == '\r' && bytes[at - 2] == '\n') {
                return at + 1;
            }
        }
        return length;
    }

    /** Puts whole fields, each with its line end, at the end of the head that is there. */
    void insertFields(byte[] fields) {
        int at = headLength() - 2;
        reserve(fields.length);
        System.arraycopy(bytes, at, bytes, at + fields.length, length - at);
        System.arraycopy(fields, 0, bytes, at, fields.length);
        length += fields.length;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.max(FIRST_BYTES, bytes.length * 2), length + more));
        }
    }
}
