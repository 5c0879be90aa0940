package io.steelyard.wire;

import java.util.List;
import java.util.Locale;

/**
 * One HTTP message as it stood on the wire.
 *
 * @param fields each line as it was written, {@code Name: value}
 * @param body the content without its framing, a character per byte
 * @param trailers the fields behind a chunked body
 */
public record WireMessage(String firstLine, List<String> fields, String body, List<String> trailers) {

    public String method() {
        return firstLine.substring(0, firstLine.indexOf(' '));
    }

    public String target() {
        return firstLine.split(" ", -1)[1];
    }

    public int status() {
        return Integer.parseInt(firstLine.split(" ", -1)[1]);
    }

    /** What fields of this name say, in their order; empty where there is none. */
    public List<String> values(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return fields.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .toList();
    }

    public boolean has(String name) {
        return !values(name).isEmpty();
    }
}
