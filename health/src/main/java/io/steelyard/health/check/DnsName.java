package io.steelyard.health.check;

import java.util.Locale;
import java.util.regex.Pattern;

/** A name as DNS asks for it, without the dot at its end; empty is the root. */
record DnsName(String text) {
    static final DnsName ROOT = new DnsName("");
    static final String ALLOWED = "a domain name of at most 253 characters, such as www.example.com";

    private static final Pattern LABELS = Pattern.compile("[\\w-]{1,63}(\\.[\\w-]{1,63})*");

    /** @throws IllegalArgumentException with what is allowed */
    static DnsName parse(String written) {
        String given = written.strip();
        String name = given.endsWith(".") ? given.substring(0, given.length() - 1) : given;
        if (given.equals(".")) {
            return ROOT;
        }
        if (name.length() > 253 || !LABELS.matcher(name).matches()) {
            String hint = name.chars().anyMatch(c -> c > 127) ? "; write other alphabets in their xn-- form" : "";
            throw new IllegalArgumentException("'" + written + "' is not allowed here, this must be " + ALLOWED + hint);
        }
        return new DnsName(name);
    }

    /** Whether both are one name, to which case does not matter (RFC 4343). */
    boolean is(String other) {
        return text.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return text.isEmpty() ? "." : text;
    }
}
