package io.steelyard.l7;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * RFC 9110 and 9112 read a second time, as slowly and as plainly as can be: the grammar as regular expressions over the
 * whole text, no state, no buffer. What this takes, the real parser must take, with the same meaning, and nothing else.
 */
final class StrictReference {
    private static final String TOKEN = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";
    private static final String VALUE = "[\\t\\x20-\\x7e\\x80-\\xff]*";
    private static final Pattern REQUEST_LINE =
            Pattern.compile("(" + TOKEN + ") ([\\x21-\\x22\\x24-\\x7e]+) HTTP/1\\.([0-9])");
    private static final Pattern STATUS_LINE =
            Pattern.compile("HTTP/1\\.([0-9]) ([1-9][0-9][0-9])((?: " + VALUE + ")?)");
    private static final Pattern FIELD = Pattern.compile("(" + TOKEN + "):(" + VALUE + ")");

    private static final String H16 = "[0-9A-Fa-f]{1,4}";
    private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final String IPV4 = BYTE + "(?:\\." + BYTE + "){3}";
    private static final String LS32 = "(?:" + H16 + ":" + H16 + "|" + IPV4 + ")";

    /** RFC 3986 section 3.2.2, line by line. */
    private static final String IPV6 = "(?:"
            + String.join(
                    "|",
                    "(?:" + H16 + ":){6}" + LS32,
                    "::(?:" + H16 + ":){5}" + LS32,
                    "(?:" + H16 + ")?::(?:" + H16 + ":){4}" + LS32,
                    "(?:(?:" + H16 + ":){0,1}" + H16 + ")?::(?:" + H16 + ":){3}" + LS32,
                    "(?:(?:" + H16 + ":){0,2}" + H16 + ")?::(?:" + H16 + ":){2}" + LS32,
                    "(?:(?:" + H16 + ":){0,3}" + H16 + ")?::" + H16 + ":" + LS32,
                    "(?:(?:" + H16 + ":){0,4}" + H16 + ")?::" + LS32,
                    "(?:(?:" + H16 + ":){0,5}" + H16 + ")?::" + H16,
                    "(?:(?:" + H16 + ":){0,6}" + H16 + ")?::")
            + ")";

    /** Without sub-delims and user information, which no host that is served has. */
    private static final String HOST = "((?:[0-9A-Za-z\\-._~]|%[0-9A-Fa-f]{2})+|\\[" + IPV6 + "])";

    private static final Pattern AUTHORITY = Pattern.compile(HOST + "(?::([0-9]{0,5}))?");
    private static final Pattern ABSOLUTE = Pattern.compile("(?i:https?)://([^/?]+)(?:[/?].*)?");
    private static final String OWS = "[ \\t]*";
    private static final Pattern CONNECTION =
            Pattern.compile("(?:" + OWS + "(?:" + TOKEN + ")?" + OWS + ",)*" + OWS + "(?:" + TOKEN + ")?" + OWS);
    private static final int LONGEST_TARGET = 16384;

    record Field(String name, String value) {}

    /** An accepted head: how many bytes it is, its first line as a list of parts, its fields and its meaning. */
    record Accepted(int length, List<String> firstLine, List<Field> fields, String framing, String host) {}

    private StrictReference() {}

    static Optional<Accepted> request(String text) {
        int start = 0;
        while (start < 16 && text.startsWith("\r\n", start)) {
            start += 2;
        }
        int end = headEnd(text, start);
        return lines(text, start).flatMap(lines -> requestOf(lines, end));
    }

    static Optional<Accepted> response(String text) {
        return lines(text, 0).flatMap(lines -> responseOf(lines, headEnd(text, 0)));
    }

    /** Where the empty line ends that ends the head; -1 where there is none. */
    static int headEnd(String text, int start) {
        int at = text.indexOf("\r\n\r\n", start);
        return at < 0 ? -1 : at + 4;
    }

    private static Optional<List<String>> lines(String text, int start) {
        int end = headEnd(text, start);
        if (end < 0 || end > HeadReading.MAX_BYTES) {
            return Optional.empty();
        }
        List<String> lines = List.of(text.substring(start, end - 4).split("\r\n", -1));
        boolean bare = lines.stream().anyMatch(line -> line.contains("\r") || line.contains("\n"));
        return bare || lines.size() - 1 > HeadReading.MAX_FIELDS ? Optional.empty() : Optional.of(lines);
    }

    private static Optional<Accepted> requestOf(List<String> lines, int length) {
        Matcher line = REQUEST_LINE.matcher(lines.get(0));
        Optional<List<Field>> fields = fields(lines);
        if (!line.matches() || fields.isEmpty() || line.group(2).length() > LONGEST_TARGET) {
            return Optional.empty();
        }
        String minor = line.group(3).equals("0") ? "0" : "1";
        Optional<String> host = host(line.group(1), line.group(2), minor, fields.get());
        Optional<String> framing = framing(fields.get(), minor);
        boolean expects = values(fields.get(), "expect").stream().allMatch("100-continue"::equalsIgnoreCase);
        List<String> forwards = line.group(1).equals("OPTIONS") ? values(fields.get(), "max-forwards") : List.of();
        boolean counted = forwards.size() < 2 && forwards.stream().allMatch(value -> value.matches("[0-9]+"));
        if (host.isEmpty() || framing.isEmpty() || !expects || !counted) {
            return Optional.empty();
        }
        List<String> firstLine = List.of(line.group(1), line.group(2), minor);
        return Optional.of(new Accepted(length, firstLine, fields.get(), framing.get(), host.get()));
    }

    private static Optional<Accepted> responseOf(List<String> lines, int length) {
        Matcher line = STATUS_LINE.matcher(lines.get(0));
        Optional<List<Field>> fields = fields(lines);
        if (!line.matches() || fields.isEmpty()) {
            return Optional.empty();
        }
        String minor = line.group(1).equals("0") ? "0" : "1";
        List<String> firstLine = List.of(line.group(2), line.group(3), minor);
        return framing(fields.get(), minor).map(framing -> new Accepted(length, firstLine, fields.get(), framing, ""));
    }

    private static Optional<List<Field>> fields(List<String> lines) {
        List<Field> fields = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            Matcher field = FIELD.matcher(line);
            if (!field.matches()) {
                return Optional.empty();
            }
            fields.add(new Field(field.group(1), field.group(2).replaceAll("^[ \\t]+|[ \\t]+$", "")));
        }
        boolean connections = values(fields, "connection").stream()
                .allMatch(value -> CONNECTION.matcher(value).matches());
        return connections ? Optional.of(fields) : Optional.empty();
    }

    private static List<String> values(List<Field> fields, String name) {
        return fields.stream()
                .filter(field -> field.name().toLowerCase(Locale.ROOT).equals(name))
                .map(Field::value)
                .toList();
    }

    /** The host that counts, empty where none is named; nothing where the target or Host is not allowed. */
    private static Optional<String> host(String method, String target, String minor, List<Field> fields) {
        List<String> hosts = values(fields, "host");
        if (hosts.size() > 1
                || (hosts.isEmpty() && minor.equals("1"))
                || List.of("CONNECT", "TRACE").contains(method)) {
            return Optional.empty();
        }
        Optional<String> named = hosts.isEmpty() || hosts.get(0).isEmpty() ? Optional.of("") : name(hosts.get(0));
        Matcher absolute = ABSOLUTE.matcher(target);
        if (named.isPresent() && absolute.matches()) {
            return name(absolute.group(1));
        }
        boolean allowed = target.startsWith("/") || (target.equals("*") && method.equals("OPTIONS"));
        return allowed ? named : Optional.empty();
    }

    private static Optional<String> name(String authority) {
        Matcher matcher = AUTHORITY.matcher(authority);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String port = matcher.group(2);
        boolean tooHigh = port != null && !port.isEmpty() && Integer.parseInt(port) > 65535;
        return tooHigh ? Optional.empty() : Optional.of(matcher.group(1));
    }

    private static Optional<String> framing(List<Field> fields, String minor) {
        List<String> lengths = values(fields, "content-length");
        List<String> codings = values(fields, "transfer-encoding");
        if (lengths.isEmpty() && codings.isEmpty()) {
            return Optional.of("none");
        }
        if (lengths.size() + codings.size() > 1) {
            return Optional.empty();
        }
        if (lengths.isEmpty()) {
            boolean chunked = codings.get(0).equalsIgnoreCase("chunked") && minor.equals("1");
            return chunked ? Optional.of("chunked") : Optional.empty();
        }
        String length = lengths.get(0);
        return length.matches("[0-9]{1,18}") ? Optional.of("length " + Long.parseLong(length)) : Optional.empty();
    }
}
