package io.steelyard.health.check;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** One header field that an administrator adds to a probe's request. */
record HeaderField(String name, String value) {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}"); // RFC 9110, 5.6.2
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\t]{0,1000}");
    private static final Set<String> OURS =
            Set.of("host", "connection", "content-length", "transfer-encoding", "expect", "upgrade", "te", "trailer");

    /** What may be written for one. */
    static final String ALLOWED = "a header field, such as \"X-Probe: yes\"";

    /** @throws IllegalArgumentException with what is wrong and what is allowed */
    static HeaderField parse(String name, String value) {
        String trimmed = value.trim();
        if (!TOKEN.matcher(name).matches() || !VALUE.matcher(trimmed).matches()) {
            throw new IllegalArgumentException(
                    "'" + name + ": " + value + "' is not allowed here, this must be " + ALLOWED);
        }
        if (name.equalsIgnoreCase("host")) {
            throw new IllegalArgumentException("the Host field is set by 'hosts', not here");
        }
        if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("the field " + name + " is set by the check itself");
        }
        return new HeaderField(name, trimmed);
    }
}
