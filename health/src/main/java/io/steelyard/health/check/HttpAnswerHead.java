package io.steelyard.health.check;

import io.steelyard.health.Ending;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The head of an HTTP/1 answer, read as strictly as the data plane reads it: a server whose answers could not be
 * forwarded is not up (RFC 9112, sections 2.2, 4 and 5).
 *
 * @param phrase what stands behind the code, often empty
 *
 * <p>It is kept as it came and searched when asked, as of most answers nothing but the code is wanted.
 *
 * @param phrase what stands behind the code, often empty
 * @param text the whole head as it came, one character for each byte
 */
record HttpAnswerHead(int code, String phrase, String text) {
    private static final String START = "HTTP/1.";
    private static final String END_OF_LINE = "\r\n";
    private static final int CODE_AT = 9;
    private static final int CODE_END = 12;

    /** Says, in words, what makes an answer none. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String reason) {
            super(reason, null, false, false);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * The end of a head: behind the empty line, also where its lines end without CR, to be told so; at once where what
     * comes does not begin as HTTP/1 does.
     */
    static Ending ending() {
        return (bytes, seen, length) -> {
            for (int i = 0; i < Math.min(length, START.length()); i++) {
                if (bytes[i] != START.charAt(i)) {
                    return length;
                }
            }
            for (int i = Math.max(0, seen - 2); i < length; i++) {
                if (bytes[i] != '\n') {
                    continue;
                }
                int next = i + 1 < length && bytes[i + 1] == '\r' ? i + 2 : i + 1;
                if (next < length && bytes[next] == '\n') {
                    return next + 1;
                }
            }
            return Ending.NOT_YET;
        };
    }

    static HttpAnswerHead parse(byte[] bytes) throws Malformed {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!text.startsWith(START)) {
            throw new Malformed("the answer is not HTTP/1, it begins with '" + Words.excerpt(text, 40) + "'");
        }
        if (!linesEndWell(text)) {
            throw new Malformed("the answer's head has a line that does not end with CR LF");
        }
        int end = endOfLine(text, 0);
        if (!isStatusLine(text, end)) {
            throw new Malformed(
                    "the answer's first line is malformed: '" + Words.excerpt(text.substring(0, end), 80) + "'");
        }
        for (int from = nextLine(text, end); endOfLine(text, from) > from; from = nextLine(text, end)) {
            end = endOfLine(text, from);
            if (!isField(text, from, end)) {
                throw new Malformed("the answer has a malformed header field: '"
                        + Words.excerpt(text.substring(from, end), 80) + "'");
            }
        }
        int statusEnd = endOfLine(text, 0);
        String phrase =
                statusEnd > CODE_END ? text.substring(CODE_END, statusEnd).trim() : "";
        return new HttpAnswerHead(Integer.parseInt(text, CODE_AT, CODE_END, 10), phrase, text);
    }

    private static int endOfLine(String text, int from) {
        int end = text.indexOf(END_OF_LINE, from);
        return end < 0 ? text.length() : end;
    }

    private static int nextLine(String text, int end) {
        return Math.min(text.length(), end + END_OF_LINE.length());
    }

    private static boolean linesEndWell(String text) {
        for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
            if (i == 0 || text.charAt(i - 1) != '\r') {
                return false;
            }
        }
        for (int i = text.indexOf('\r'); i >= 0; i = text.indexOf('\r', i + 1)) {
            if (i + 1 == text.length() || text.charAt(i + 1) != '\n') {
                return false;
            }
        }
        return true;
    }

    /** Whether the text up to here is a version, a code of three digits, and a phrase or nothing. */
    private static boolean isStatusLine(String text, int end) {
        if (end < CODE_END || (text.charAt(7) != '0' && text.charAt(7) != '1') || text.charAt(8) != ' ') {
            return false;
        }
        boolean code = text.charAt(CODE_AT) >= '1'
                && text.charAt(CODE_AT) <= '5'
                && isDigit(text.charAt(CODE_AT + 1))
                && isDigit(text.charAt(CODE_AT + 2));
        if (!code || (end > CODE_END && text.charAt(CODE_END) != ' ')) {
            return false;
        }
        for (int i = CODE_END; i < end; i++) {
            if (text.charAt(i) < ' ' && text.charAt(i) != '\t') {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isField(String text, int from, int end) {
        int colon = text.indexOf(':', from);
        if (colon <= from || colon >= end) {
            return false;
        }
        for (int i = from; i < colon; i++) {
            char c = text.charAt(i);
            boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z' && c < 0x7f;
            if (!letter && !isDigit(c) && "!#$%&'*+.^_`|~-".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The first field of this name; null where there is none. */
    @Nullable
    String find(String name) {
        int end = endOfLine(text, 0);
        for (int from = nextLine(text, end); from < text.length(); from = nextLine(text, end)) {
            end = endOfLine(text, from);
            int colon = from + name.length();
            if (colon < end && text.charAt(colon) == ':' && text.regionMatches(true, from, name, 0, name.length())) {
                return text.substring(colon + 1, end).trim();
            }
        }
        return null;
    }

    /** Where it sends who asked; null where it does not (RFC 9110, section 15.4). */
    @Nullable
    String redirectsTo() {
        return switch (code) {
            case 301, 302, 303, 307, 308 -> find("Location");
            default -> null;
        };
    }

    /** Whether it only announces the real answer (RFC 9110, section 15.2); 101 ends the exchange and is none of these. */
    boolean isInterim() {
        return code < 200 && code != 101;
    }
}
