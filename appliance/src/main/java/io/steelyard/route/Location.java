package io.steelyard.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a redirect leads, taken apart once at what each request brings: a literal, a part, a literal, and so on, a literal
 * first and last.
 *
 * @param literals in ASCII, one more than parts
 */
public record Location(List<String> literals, List<Part> parts) {
    /** What a request brings. */
    public enum Part {
        /** The host name, or the address, that the client asked for, without a port. */
        HOST,
        /** The path, from its slash on. */
        PATH,
        /** Path and query. */
        TARGET
    }

    private static final Pattern PARTS = Pattern.compile("\\{(host|path|target)}");

    public Location {
        literals = List.copyOf(literals);
        parts = List.copyOf(parts);
    }

    /** @param url as the configuration allows it */
    public static Location of(String url) {
        List<String> literals = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        Matcher found = PARTS.matcher(url);
        int end = 0;
        while (found.find()) {
            literals.add(url.substring(end, found.start()));
            parts.add(Part.valueOf(found.group(1).toUpperCase(Locale.ROOT)));
            end = found.end();
        }
        literals.add(url.substring(end));
        return new Location(literals, parts);
    }
}
