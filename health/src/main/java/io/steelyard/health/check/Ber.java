package io.steelyard.health.check;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the few forms of BER (ITU-T X.690) that LDAP uses: every element is a tag, a definite length, and content. */
final class Ber {
    static final int INTEGER = 0x02;
    static final int OCTETS = 0x04;
    static final int ENUMERATED = 0x0a;
    static final int BOOLEAN = 0x01;
    static final int SEQUENCE = 0x30;

    private Ber() {}

    /** One element around these, which are elements themselves or its plain content. */
    static byte[] element(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else {
            int size = (32 - Integer.numberOfLeadingZeros(length) + 7) / 8;
            out.write(0x80 | size);
            for (int shift = (size - 1) * 8; shift >= 0; shift -= 8) {
                out.write(length >> shift);
            }
        }
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] text(int tag, String text) {
        return element(tag, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A number from 0 to 2^31 - 1, in its shortest form. */
    static byte[] number(int tag, int value) {
        int size = (33 - Integer.numberOfLeadingZeros(value) + 7) / 8; // one bit more, which says that it is positive
        byte[] content = new byte[Math.max(1, Math.min(size, 5))];
        for (int i = 0; i < content.length; i++) {
            int shift = (content.length - 1 - i) * 8;
            content[i] = (byte) (shift > 31 ? 0 : value >> shift);
        }
        return element(tag, content);
    }

    static byte[] flag(boolean value) {
        return element(BOOLEAN, new byte[] {(byte) (value ? 0xff : 0)});
    }
}
