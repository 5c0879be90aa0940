package io.steelyard.l7;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** RFC 9112 section 7.1 read a second time, plainly: what {@link StrictReference} is for heads. */
final class ChunkReference {
    private static final String TOKEN = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";
    private static final String VALUE = "[\\t\\x20-\\x7e\\x80-\\xff]";
    private static final String BWS = "[ \\t]*";
    private static final String QUOTED =
            "\"(?:[\\t\\x20-\\x21\\x23-\\x5b\\x5d-\\x7e\\x80-\\xff]|\\\\" + VALUE + ")*+\"";
    private static final String EXTENSION =
            BWS + ";" + BWS + TOKEN + "(?:" + BWS + "=" + BWS + "(?:" + TOKEN + "|" + QUOTED + "))?";
    private static final Pattern SIZE_LINE =
            Pattern.compile("([0-9A-Fa-f]{1,16})((?:" + EXTENSION + ")*+)\r\n", Pattern.DOTALL);
    private static final Pattern TRAILER = Pattern.compile("(" + TOKEN + "):(" + VALUE + "*)\r\n");
    private static final List<String> FORBIDDEN = java.util.Arrays.stream(FieldName.values())
            .filter(FieldName::isForbiddenInTrailers)
            .map(name -> name.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
            .toList();

    /** A whole body: how many bytes it is, and its content. */
    record Body(int length, String content) {}

    private ChunkReference() {}

    static Optional<Body> read(String text) {
        StringBuilder content = new StringBuilder();
        int extensions = 0;
        int at = 0;
        while (true) {
            Matcher line = SIZE_LINE.matcher(text).region(at, text.length());
            if (!line.lookingAt()) {
                return Optional.empty();
            }
            // Behind its first character, up to and with the CR.
            extensions += line.group(2).length();
            long size = Long.parseUnsignedLong(line.group(1), 16);
            at = line.end();
            if (extensions > 4096 || size < 0 || size >= 1L << 60) {
                return Optional.empty();
            }
            if (size == 0) {
                return trailersEnd(text, at).map(end -> new Body(end, content.toString()));
            }
            if (at + size + 2 > text.length() || !text.startsWith("\r\n", (int) (at + size))) {
                return Optional.empty();
            }
            content.append(text, at, (int) (at + size));
            at += (int) size + 2;
        }
    }

    private static Optional<Integer> trailersEnd(String text, int start) {
        int at = start;
        int fields = 0;
        while (!text.startsWith("\r\n", at)) {
            Matcher trailer = TRAILER.matcher(text).region(at, text.length());
            if (!trailer.lookingAt()
                    || FORBIDDEN.contains(trailer.group(1).toLowerCase(java.util.Locale.ROOT))
                    || ++fields > 50) {
                return Optional.empty();
            }
            at = trailer.end();
        }
        return fields > 0 && at + 2 - start > 8192 ? Optional.empty() : Optional.of(at + 2);
    }
}
