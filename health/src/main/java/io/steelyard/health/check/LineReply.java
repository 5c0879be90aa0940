package io.steelyard.health.check;

import io.steelyard.health.Ending;
import java.nio.charset.StandardCharsets;

/** The forms that replies have in protocols of lines, and where each ends. Lines may end with LF alone. */
enum LineReply {
    /** One line (RFC 1939, section 3). */
    LINE,
    /**
     * Three digits and, where more lines follow, a hyphen; the last line begins with the same digits and a space (RFC 959,
     * section 4.2; RFC 5321, section 4.2.1). What begins otherwise is taken as one line, to be told so.
     */
    NUMBERED,
    /** Any lines, up to one that begins with {@link #TAG} (RFC 3501, section 2.2.2). */
    TAGGED;

    /** What a tagged command begins with, and the last line of its reply. */
    static final String TAG = "a1 ";

    private static final int DIGITS = 3;

    Ending ending() {
        return (bytes, seen, length) -> {
            int line = 0;
            for (int i = 0; i < length; i++) {
                if (bytes[i] != '\n') {
                    continue;
                }
                if (endsWith(bytes, line, i)) {
                    return i + 1;
                }
                line = i + 1;
            }
            return Ending.NOT_YET;
        };
    }

    /** Whether the line from here to there is the last of a reply that began at 0. */
    private boolean endsWith(byte[] bytes, int from, int to) {
        return switch (this) {
            case LINE -> true;
            case TAGGED ->
                new String(bytes, from, Math.min(TAG.length(), to - from), StandardCharsets.ISO_8859_1).equals(TAG);
            case NUMBERED ->
                !continues(bytes, 0, bytes.length) || (sameDigits(bytes, from, to) && !continues(bytes, from, to));
        };
    }

    private static boolean continues(byte[] bytes, int from, int to) {
        if (to - from <= DIGITS || bytes[from + DIGITS] != '-') {
            return false;
        }
        for (int i = from; i < from + DIGITS; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean sameDigits(byte[] bytes, int from, int to) {
        if (to - from < DIGITS) {
            return false;
        }
        for (int i = 0; i < DIGITS; i++) {
            if (bytes[from + i] != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
