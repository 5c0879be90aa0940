package io.steelyard.health.check;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads numbers, names and texts out of one DNS message, front to back. Everything it throws is a
 * {@link Malformed} that says what is wrong; no message makes it read outside, loop or grow.
 */
final class DnsReader {
    private static final int MAX_NAME = 255;

    private final byte[] message;
    private int at;

    /** A message that breaks the rules of RFC 1035. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String reason) {
            super(reason, null, false, false);
        }
    }

    DnsReader(byte[] message) {
        this.message = message;
    }

    int at() {
        return at;
    }

    void moveTo(int position) {
        if (position > message.length) {
            throw new Malformed("it ends in the middle of a record");
        }
        at = position;
    }

    int oneByte() {
        if (at >= message.length) {
            throw new Malformed("it ends in the middle");
        }
        return message[at++] & 0xff;
    }

    int twoBytes() {
        return oneByte() << 8 | oneByte();
    }

    long fourBytes() {
        return (long) twoBytes() << 16 | twoBytes();
    }

    byte[] bytes(int count) {
        int from = at;
        moveTo(at + count);
        return Arrays.copyOfRange(message, from, at);
    }

    /** A text of one length byte and so many characters. */
    String characterString() {
        return new String(bytes(oneByte()), StandardCharsets.ISO_8859_1);
    }

    /**
     * A name without the dot at its end. A pointer may only point before the part of the name that it ends (RFC 1035,
     * 4.1.4: "a prior occurrence"), so that following pointers comes to an end.
     */
    String name() {
        StringBuilder name = new StringBuilder();
        int behind = -1;
        int partStart = at;
        for (int length = oneByte(); length != 0; length = oneByte()) {
            if ((length & 0xc0) == 0xc0) {
                int pointer = (length & 0x3f) << 8 | oneByte();
                if (pointer >= partStart) {
                    throw new Malformed("a name in it points forward or to itself");
                }
                behind = behind < 0 ? at : behind;
                partStart = pointer;
                at = pointer;
            } else if ((length & 0xc0) != 0) {
                throw new Malformed("a name in it has a label of an unknown kind");
            } else {
                label(name, length);
            }
        }
        at = behind < 0 ? at : behind;
        return name.toString();
    }

    private void label(StringBuilder name, int length) {
        if (name.length() + length + 2 > MAX_NAME) {
            throw new Malformed("a name in it is longer than 255 bytes");
        }
        if (name.length() > 0) {
            name.append('.');
        }
        name.append(new String(bytes(length), StandardCharsets.ISO_8859_1));
    }
}
