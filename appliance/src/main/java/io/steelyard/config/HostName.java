package io.steelyard.config;

import java.util.Locale;
import java.util.regex.Pattern;

/** Host names as RFC 1123 section 2.1 has them: letters, digits and inner hyphens in labels of 63, 253 in all. */
final class HostName {
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

    private HostName() {}

    static boolean isValid(String text) {
        return text.length() <= 253
                && NAME.matcher(text.toLowerCase(Locale.ROOT)).matches();
    }

    /**
     * The name in lower case.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong with it
     */
    static String of(String text) {
        if (isValid(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        if (text.contains("/")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is more than a host name, write it without http:// and without a path");
        }
        if (text.contains(":")) {
            throw new IllegalArgumentException("'" + text + "' is more than a host name, write it without the port");
        }
        if (text.chars().anyMatch(c -> c > 127)) {
            throw new IllegalArgumentException(
                    "'" + text + "' must be written in its ASCII form, which begins with xn--");
        }
        throw new IllegalArgumentException("'" + text
                + "' is not a host name, write one such as www.example.com: letters, digits and hyphens between dots");
    }
}
