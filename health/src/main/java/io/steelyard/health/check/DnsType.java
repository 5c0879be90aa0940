package io.steelyard.health.check;

import io.steelyard.health.settings.Nearest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A type of DNS record: a known word, or {@code TYPE} with a number (RFC 3597).
 *
 * @param word as administrators write it, such as {@code AAAA}
 */
record DnsType(String word, int number) {
    static final DnsType A = new DnsType("A", 1);
    static final String ALLOWED = "a record type such as A, AAAA, MX, TXT, NS, SOA, SRV, or TYPE with a number";

    private static final Pattern NUMBERED = Pattern.compile("TYPE(\\d{1,5})");
    private static final Map<String, Integer> NUMBERS = new LinkedHashMap<>();

    static {
        NUMBERS.put("A", 1);
        NUMBERS.put("NS", 2);
        NUMBERS.put("CNAME", 5);
        NUMBERS.put("SOA", 6);
        NUMBERS.put("PTR", 12);
        NUMBERS.put("MX", 15);
        NUMBERS.put("TXT", 16);
        NUMBERS.put("AAAA", 28);
        NUMBERS.put("SRV", 33);
        NUMBERS.put("CAA", 257);
    }

    /** @throws IllegalArgumentException with what is allowed */
    static DnsType parse(String text) {
        String word = text.strip().toUpperCase(Locale.ROOT);
        Integer number = NUMBERS.get(word);
        if (number != null) {
            return new DnsType(word, number);
        }
        Matcher numbered = NUMBERED.matcher(word);
        if (numbered.matches() && Integer.parseInt(numbered.group(1)) <= 0xffff) {
            return new DnsType(word, Integer.parseInt(numbered.group(1)));
        }
        throw new IllegalArgumentException(
                "'" + text + "' is not allowed here, this must be " + ALLOWED + Nearest.hint(word, NUMBERS.keySet()));
    }
}
