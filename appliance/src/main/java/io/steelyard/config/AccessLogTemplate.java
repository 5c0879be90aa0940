package io.steelyard.config;

import io.steelyard.health.settings.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The form of a line in an access log: text with names in braces, such as <code>{client} {status}</code>. Two braces
 * stand for one. Immutable.
 */
public final class AccessLogTemplate {
    /** A line holds at most so many fields. */
    public static final int MOST_FIELDS = 64;

    private static final String HEADER = "header.";
    private static final Pattern FIELD_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

    private final List<Part> parts;

    /** A piece of a line. */
    public sealed interface Part {}

    /** Text that stands in every line. */
    public record Text(String text) implements Part {}

    /** What a field says. */
    public record Value(AccessLogField field) implements Part {}

    /** What the request's first header field of this name says; lower case. */
    public record Header(String name) implements Part {}

    private AccessLogTemplate(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong with it
     */
    public static AccessLogTemplate of(String template) {
        List<Part> parts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int fields = 0;
        for (int at = 0; at < template.length(); at++) {
            char sign = template.charAt(at);
            boolean doubled = at + 1 < template.length() && template.charAt(at + 1) == sign;
            if (sign != '{' && sign != '}') {
                text.append(sign);
            } else if (doubled) {
                text.append(sign);
                at++;
            } else if (sign == '}') {
                throw new IllegalArgumentException(
                        "a '}' stands alone in this template; write '}}' for the sign itself");
            } else {
                int end = template.indexOf('}', at);
                if (end < 0) {
                    throw new IllegalArgumentException(
                            "a '{' in this template is never closed; write '{{' for the sign itself");
                }
                addText(parts, text);
                parts.add(field(template.substring(at + 1, end)));
                fields++;
                at = end;
            }
        }
        addText(parts, text);
        if (fields == 0 || fields > MOST_FIELDS) {
            throw new IllegalArgumentException("this template has " + fields + " fields in braces, from 1 to "
                    + MOST_FIELDS + " are allowed, such as '{client} {status}'");
        }
        return new AccessLogTemplate(parts);
    }

    private static void addText(List<Part> parts, StringBuilder text) {
        if (text.length() > 0) {
            parts.add(new Text(text.toString()));
            text.setLength(0);
        }
    }

    private static Part field(String name) {
        if (name.startsWith(HEADER)) {
            String header = name.substring(HEADER.length());
            if (!FIELD_NAME.matcher(header).matches()) {
                throw new IllegalArgumentException("'" + header + "' is not the name of a header field");
            }
            return new Header(header.toLowerCase(Locale.ROOT));
        }
        AccessLogField field = AccessLogField.of(name);
        if (field == null) {
            throw new IllegalArgumentException("'{" + name + "}' is not known in templates"
                    + Nearest.hint(name, AccessLogField.names()) + "; there are "
                    + String.join(", ", AccessLogField.names()) + ", and header.NAME");
        }
        return new Value(field);
    }

    /** In their order. */
    public List<Part> parts() {
        return parts;
    }
}
