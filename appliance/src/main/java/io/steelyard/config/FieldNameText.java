package io.steelyard.config;

import java.util.regex.Pattern;

/** The name of a header field or of a cookie: a token as RFC 9110 section 5.6.2 has it, of at most 64 characters. */
final class FieldNameText {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}");

    private FieldNameText() {}

    /** @throws IllegalArgumentException with a sentence that says what is wrong with it */
    static String of(String text) {
        if (TOKEN.matcher(text).matches()) {
            return text;
        }
        throw new IllegalArgumentException("'" + text
                + "' is not allowed here, this must be a name of at most 64 characters without spaces, colons,"
                + " semicolons and equals signs");
    }
}
