package io.steelyard.admin.accesslog;

import io.steelyard.event.ExchangeEnd;
import io.steelyard.pool.Span;
import org.jspecify.annotations.Nullable;

/**
 * The user's name in HTTP's basic authentication (RFC 7617), which nobody has checked here. Decoded in place up to the
 * colon, so that no password is ever put anywhere.
 */
final class BasicUser {
    private static final String BASIC = "basic ";
    private static final int MOST_CHARACTERS = 256;

    private BasicUser() {}

    static void write(ExchangeEnd end, LineBuffer out) {
        long field = end.field(Shown.AUTHORIZATION);
        byte[] bytes = end.headBytes();
        if (field == ExchangeEnd.NOWHERE || !isBasic(bytes, Span.start(field), Span.end(field))) {
            out.sign('-');
            return;
        }
        decode(bytes, Span.start(field) + BASIC.length(), Span.end(field), out);
    }

    private static boolean isBasic(byte[] bytes, int start, int end) {
        if (end - start < BASIC.length()) {
            return false;
        }
        for (int i = 0; i < BASIC.length(); i++) {
            if ((bytes[start + i] | 0x20) != BASIC.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static void decode(byte[] bytes, int start, int end, LineBuffer out) {
        if (userEnd(bytes, start, end, null) <= 0) {
            out.sign('-');
            return;
        }
        userEnd(bytes, start, end, out);
    }

    /** Goes through the name up to its colon, and writes it where there is something to write to; -1 without a colon. */
    private static int userEnd(byte[] bytes, int start, int end, @Nullable LineBuffer out) {
        int bits = 0;
        int held = 0;
        int written = 0;
        for (int at = start; at < end && written < MOST_CHARACTERS; at++) {
            int value = value(bytes[at]);
            if (value < 0) {
                return -1;
            }
            held = (held << 6 | value) & 0x3fff;
            bits += 6;
            if (bits >= 8) {
                bits -= 8;
                int character = (held >> bits) & 0xff;
                if (character == ':') {
                    return written;
                }
                written++;
                if (out != null && character == ' ') {
                    out.ascii("\\x20"); // the name stands without quotation marks
                } else if (out != null) {
                    out.escapedByte((byte) character);
                }
            }
        }
        return -1;
    }

    private static int value(byte b) {
        if (b >= 'A' && b <= 'Z') {
            return b - 'A';
        }
        if (b >= 'a' && b <= 'z') {
            return b - 'a' + 26;
        }
        if (b >= '0' && b <= '9') {
            return b - '0' + 52;
        }
        return b == '+' ? 62 : b == '/' ? 63 : -1;
    }
}
