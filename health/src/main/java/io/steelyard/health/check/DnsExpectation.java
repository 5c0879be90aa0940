package io.steelyard.health.check;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a DNS answer must hold to count as up.
 *
 * @param accept how little is enough
 * @param data each of these must be the data of one of the records
 * @param pattern must be found in the data of one of the records; null where that is not looked at
 */
record DnsExpectation(
        Accept accept, List<String> data, @Nullable Pattern pattern) {

    /** How little of an answer is enough. */
    enum Accept {
        /** At least one record of the type that was asked for. */
        RECORDS,
        /** The name exists, whatever it has. */
        EMPTY,
        /** The server says something about the name, be it that there is none. */
        NXDOMAIN
    }

    /** What is found, in words, and whether it counts as up. */
    record Finding(boolean up, String reason) {}

    Finding of(DnsQuestion question, DnsAnswer answer, boolean overUdp) {
        String asked = question.type().word() + " " + question.name();
        if (answer.rcode() == DnsAnswer.NXDOMAIN) {
            return new Finding(accept == Accept.NXDOMAIN, answer.rcodeWords() + " for " + asked);
        }
        if (answer.rcode() != DnsAnswer.NO_ERROR) {
            return new Finding(false, answer.rcodeWords() + " for " + asked);
        }
        List<DnsRecord> records = answer.ofType(question.type());
        String lack = lack(records);
        String cut = answer.truncated() ? ", in an answer that was cut short" : "";
        if (!lack.isEmpty()) {
            String advice = cut.isEmpty() || !overUdp ? cut : cut + " (set transport to tcp to have it whole)";
            return new Finding(false, lack + " for " + asked + advice);
        }
        if (records.isEmpty()) {
            return new Finding(cut.isEmpty(), "NOERROR without a record for " + asked + cut);
        }
        return new Finding(true, words(records) + " for " + asked + cut);
    }

    /** What is missing, empty when nothing is. */
    private String lack(List<DnsRecord> records) {
        if (records.isEmpty() && (accept == Accept.RECORDS || !data.isEmpty() || pattern != null)) {
            return "NOERROR without a record";
        }
        for (String wanted : data) {
            if (records.stream().noneMatch(record -> canonical(record.data()).equals(canonical(wanted)))) {
                return words(records) + ", not the expected '" + wanted + "',";
            }
        }
        if (pattern == null) {
            return "";
        }
        String all = records.stream().map(DnsRecord::data).collect(Collectors.joining("\n"));
        return switch (PatternSearch.search(pattern, all)) {
            case FOUND -> "";
            case NOT_FOUND -> words(records) + ", which does not match " + pattern.pattern() + ",";
            case GAVE_UP -> "the pattern took too long to match, simplify the regular expression,";
        };
    }

    private static String words(List<DnsRecord> records) {
        String first =
                Words.excerpt(records.stream().limit(4).map(DnsRecord::data).collect(Collectors.joining(", ")), 200);
        return records.size() > 4 ? first + " and " + (records.size() - 4) + " more" : first;
    }

    /** One form for all ways to write an address or a name. */
    private static String canonical(String data) {
        String text = data.strip().toLowerCase(Locale.ROOT);
        if (text.matches("[0-9a-f.]*:[0-9a-f:.]*")) {
            try {
                return InetAddress.getByName(text).getHostAddress(); // an address in digits is never looked up
            } catch (UnknownHostException e) {
                return text;
            }
        }
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
