package io.steelyard.health.check;

import io.steelyard.health.Ending;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What must come: these bytes somewhere among the first {@code within}, or a match of the pattern in them, one character
 * per byte.
 *
 * @param pattern null where bytes are expected
 * @param within how many bytes of the answer are looked at
 */
record BinaryExpectation(Payload bytes, @Nullable Pattern pattern, int within) {

    /** Looks for it while bytes come. One search serves one answer. */
    Search search() {
        return new Search();
    }

    /** As the administrator knows it. */
    String words() {
        if (pattern != null) {
            return "a match of " + pattern.pattern();
        }
        return "'" + Words.excerpt(new String(bytes.bytes(), StandardCharsets.ISO_8859_1), 40) + "'";
    }

    /** An ending behind what is expected, or where there is no use in looking on. */
    final class Search implements Ending {
        private final Ending afterBytes = pattern == null
                ? Ending.after(new String(bytes.bytes(), StandardCharsets.ISO_8859_1))
                : Ending.endOfStream();
        private final int[] budget = PatternSearch.budget();
        private PatternSearch.Outcome outcome = PatternSearch.Outcome.NOT_FOUND;

        /** What came of the last look. */
        PatternSearch.Outcome outcome() {
            return outcome;
        }

        @Override
        public int find(byte[] received, int seen, int length) {
            if (pattern == null) {
                int end = afterBytes.find(received, seen, length);
                outcome = end < 0 ? PatternSearch.Outcome.NOT_FOUND : PatternSearch.Outcome.FOUND;
                return end;
            }
            String text = new String(received, 0, length, StandardCharsets.ISO_8859_1);
            outcome = PatternSearch.search(pattern, text, budget);
            return outcome == PatternSearch.Outcome.NOT_FOUND ? NOT_YET : length;
        }
    }
}
