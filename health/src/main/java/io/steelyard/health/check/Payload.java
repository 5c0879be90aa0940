package io.steelyard.health.check;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Bytes as an administrator writes them: text with escapes, or hexadecimal digits. */
final class Payload {
    static final int MAX_BYTES = 4096;
    static final String TEXT_ALLOWED =
            "text of at most " + MAX_BYTES + " bytes, with \\r, \\n, \\t, \\0, \\\\ and \\xHH for what cannot be typed";
    static final String HEX_ALLOWED =
            "pairs of hexadecimal digits, at most " + MAX_BYTES + " bytes; spaces and colons between them are allowed";
    static final Payload NOTHING = new Payload(new byte[0]);

    private final byte[] bytes;

    private Payload(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Text in UTF-8 with escapes. */
    static Payload ofText(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < text.length(); ) {
            char next = text.charAt(at);
            if (next == '\\') {
                at += escape(text, at, out);
            } else {
                int end = at + Character.charCount(text.codePointAt(at));
                out.writeBytes(text.substring(at, end).getBytes(StandardCharsets.UTF_8));
                at = end;
            }
        }
        return bounded(out.toByteArray());
    }

    /** Hexadecimal digits. */
    static Payload ofHex(String text) {
        String digits = text.replaceAll("[\\s:]", "");
        if (digits.length() % 2 != 0 || !digits.matches("\\p{XDigit}*+")) {
            throw new IllegalArgumentException(
                    "'" + Words.excerpt(text, 40) + "' is not allowed here, this must be " + HEX_ALLOWED);
        }
        return bounded(HexFormat.of().parseHex(digits));
    }

    /** Not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return bytes.length == 0;
    }

    /** Writes what the escape at this place stands for, and returns how many characters it took. */
    private static int escape(String text, int at, ByteArrayOutputStream out) {
        char kind = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        int simple = "rnt0\\".indexOf(kind);
        if (simple >= 0) {
            out.write("\r\n\t\0\\".charAt(simple));
            return 2;
        }
        if (kind == 'x' && at + 3 < text.length()) {
            int high = Character.digit(text.charAt(at + 2), 16);
            int low = Character.digit(text.charAt(at + 3), 16);
            if (high >= 0 && low >= 0) {
                out.write(high << 4 | low);
                return 4;
            }
        }
        throw new IllegalArgumentException(
                "the escape at character " + at + " is not known, allowed are \\r, \\n, \\t," + " \\0, \\\\ and \\xHH");
    }

    private static Payload bounded(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    bytes.length + " bytes are too many, at most " + MAX_BYTES + " are allowed");
        }
        return new Payload(bytes);
    }
}
