package io.steelyard.health.check;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a search looks for: that an attribute is there, or that it has a value (RFC 4515, presence and equality only).
 *
 * @param value one character per byte; null for presence
 */
record LdapFilter(String attribute, @Nullable String value) {
    static final String ALLOWED = "a filter of the form (attribute=*) or (attribute=value)";
    static final LdapFilter ANYTHING = new LdapFilter("objectClass", null);

    private static final int PRESENT = 0x87;
    private static final int EQUALITY = 0xa3;
    private static final Pattern FORM =
            Pattern.compile("\\(?([A-Za-z][\\w;.-]{0,99}|[0-9.]{1,99})=([^()]{1,500}?)\\)?");

    byte[] written() {
        return value == null
                ? Ber.text(PRESENT, attribute)
                : Ber.element(
                        EQUALITY,
                        Ber.text(Ber.OCTETS, attribute),
                        Ber.element(Ber.OCTETS, value.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** @throws IllegalArgumentException with what is allowed */
    static LdapFilter parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches() || text.strip().startsWith("(") != text.strip().endsWith(")")) {
            throw refusal(text, "");
        }
        String value = form.group(2);
        if (value.equals("*")) {
            return new LdapFilter(form.group(1), null);
        }
        if (value.indexOf('*') >= 0) {
            throw refusal(text, "; a '*' within a value is written \\2a");
        }
        return new LdapFilter(form.group(1), unescaped(text, value));
    }

    private static String unescaped(String text, String value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < value.length(); ) {
            if (value.charAt(at) != '\\') {
                int end = at + Character.charCount(value.codePointAt(at));
                out.writeBytes(value.substring(at, end).getBytes(StandardCharsets.UTF_8));
                at = end;
            } else if (value.substring(at).matches("\\\\\\p{XDigit}{2}.*")) {
                out.write(Integer.parseInt(value.substring(at + 1, at + 3), 16));
                at += 3;
            } else {
                throw refusal(text, "; a backslash is followed by two hexadecimal digits");
            }
        }
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static IllegalArgumentException refusal(String text, String more) {
        return new IllegalArgumentException("'" + text + "' is not allowed here, this must be " + ALLOWED + more);
    }
}
