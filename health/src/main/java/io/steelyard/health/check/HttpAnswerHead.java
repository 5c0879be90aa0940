package io.steelyard.health.check;

import io.steelyard.health.Ending;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The head of an HTTP/1 answer, read as strictly as the data plane reads it: a server whose answers could not be
 * forwarded is not up (RFC 9112, sections 2.2, 4 and 5).
 *
 * @param phrase what stands behind the code, often empty
 */
record HttpAnswerHead(int code, String phrase, List<Field> fields) {
    private static final String START = "HTTP/1.";
    private static final Pattern STATUS_LINE =
            Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)(?: ([^\\x00-\\x08\\x0a-\\x1f]*))?");
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** One header field as it came. */
    record Field(String name, String value) {}

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

    HttpAnswerHead {
        fields = List.copyOf(fields);
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
        if (text.replace("\r\n", "").chars().anyMatch(c -> c == '\n' || c == '\r')) {
            throw new Malformed("the answer's head has a line that does not end with CR LF");
        }
        String[] lines = text.split("\r\n", -1);
        Matcher status = STATUS_LINE.matcher(lines[0]);
        if (!status.matches()) {
            throw new Malformed("the answer's first line is malformed: '" + Words.excerpt(lines[0], 80) + "'");
        }
        List<Field> fields = new ArrayList<>();
        for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
            fields.add(field(lines[i]));
        }
        String phrase = status.group(2) == null ? "" : status.group(2).trim();
        return new HttpAnswerHead(Integer.parseInt(status.group(1)), phrase, fields);
    }

    private static Field field(String line) throws Malformed {
        int colon = line.indexOf(':');
        if (colon < 1 || !NAME.matcher(line.substring(0, colon)).matches()) {
            throw new Malformed("the answer has a malformed header field: '" + Words.excerpt(line, 80) + "'");
        }
        return new Field(line.substring(0, colon), line.substring(colon + 1).trim());
    }

    /** The first field of this name; null where there is none. */
    @Nullable
    String find(String name) {
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                return field.value();
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
