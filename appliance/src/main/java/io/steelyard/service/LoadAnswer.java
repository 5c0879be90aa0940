package io.steelyard.service;

import io.steelyard.health.check.PatternSearch;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a real server's answer to the question for its number amounts to. */
sealed interface LoadAnswer {
    /** More than this of an answer's first line is not shown. */
    int MOST_SHOWN = 60;

    /** A number; a fraction is cut off. */
    record Told(int value) implements LoadAnswer {}

    /** @param why in words, without a full stop */
    record Useless(String why) implements LoadAnswer {}

    /**
     * Reads a whole HTTP answer; nothing that a server sends makes it throw.
     *
     * @param pattern with one group, which is the number
     */
    static LoadAnswer of(String answer, Pattern pattern) {
        int end = answer.indexOf("\r\n\r\n");
        if (!answer.startsWith("HTTP/1.") || end < 0) {
            return new Useless("it gives no answer in HTTP");
        }
        String line = answer.lines().findFirst().orElse("");
        if (!line.matches("HTTP/1\\.\\d 200( .*)?")) {
            return new Useless("it answers " + shown(line));
        }
        String found = PatternSearch.group(pattern, answer.substring(end + 4));
        if (found == null) {
            return new Useless("what it answers has no number where the pattern looks for one");
        }
        Integer number = whole(found);
        return number == null ? new Useless("'" + shown(found) + "' is no number") : new Told(number);
    }

    private static String shown(String text) {
        return (text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text).replaceAll("\\p{C}", "?");
    }

    private static @Nullable Integer whole(String text) {
        String bare = text.strip();
        if (!bare.matches("-?\\d{1,9}([.,]\\d{0,20})?")) {
            return null;
        }
        return Integer.parseInt(bare.split("[.,]", 2)[0]);
    }
}
