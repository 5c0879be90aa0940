package io.steelyard.health.check;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The HTTP status codes that count as up. */
record UpCodes(List<Range> ranges) {
    private static final Pattern RANGE = Pattern.compile("([1-9]\\d\\d)(?:\\s*-\\s*([1-9]\\d\\d))?");

    /** Those that a working site answers with: done, moved elsewhere, or log on first. */
    static final List<Range> USUAL =
            List.of(new Range(200, 299), new Range(301, 301), new Range(302, 302), new Range(401, 401));

    /** From one code to another, both included. */
    record Range(int first, int last) {

        /** What may be written for one. */
        static final String ALLOWED = "a status code from 100 to 599 or a range of them, such as 200 or 200-299";

        /** @throws IllegalArgumentException with what is wrong and what is allowed */
        static Range parse(String text) {
            Matcher matcher = RANGE.matcher(text.trim());
            if (matcher.matches()) {
                int first = Integer.parseInt(matcher.group(1));
                int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
                if (first <= last && last <= 599) {
                    return new Range(first, last);
                }
            }
            throw new IllegalArgumentException("'" + text + "' is not allowed here, this must be " + ALLOWED);
        }

        @Override
        public String toString() {
            return first == last ? String.valueOf(first) : first + "-" + last;
        }
    }

    UpCodes {
        ranges = List.copyOf(ranges);
    }

    boolean contains(int code) {
        for (Range range : ranges) {
            if (code >= range.first() && code <= range.last()) {
                return true;
            }
        }
        return false;
    }

    /** As a person writes them: {@code 200-299, 301}. */
    @Override
    public String toString() {
        return ranges.stream().map(Range::toString).collect(Collectors.joining(", "));
    }
}
