package io.steelyard.health.check;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Searches a pattern in what a server sent, in bounded time. Java's matcher can take exponential time and unbounded
 * stack for a pattern and a text that suit each other badly; on an event loop, neither may be.
 */
public final class PatternSearch {
    /** How many characters the matcher may look at: some sixty looks at each of 64 Ki, tens of milliseconds. */
    private static final int MAX_LOOKS = 4_000_000;

    enum Outcome {
        FOUND,
        NOT_FOUND,
        GAVE_UP
    }

    private PatternSearch() {}

    static Outcome search(Pattern pattern, String text) {
        return search(pattern, text, budget());
    }

    /** What the first group of the first match holds; null where nothing matches, or finding out would take too long. */
    public static @Nullable String group(Pattern pattern, String text) {
        try {
            Matcher matcher = pattern.matcher(new Counted(text, budget(), 0, text.length()));
            return matcher.find() ? matcher.group(1) : null;
        } catch (TooManyLooks | StackOverflowError e) {
            return null;
        }
    }

    /** What several searches for one answer may cost together. */
    static int[] budget() {
        return new int[] {MAX_LOOKS};
    }

    /** The same, taking what it costs from this budget. */
    static Outcome search(Pattern pattern, String text, int[] budget) {
        try {
            return pattern.matcher(new Counted(text, budget, 0, text.length())).find()
                    ? Outcome.FOUND
                    : Outcome.NOT_FOUND;
        } catch (TooManyLooks | StackOverflowError e) {
            return Outcome.GAVE_UP;
        }
    }

    private static final class TooManyLooks extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyLooks() {
            super(null, null, false, false);
        }
    }

    private static final class Counted implements CharSequence {
        private final String text;
        private final int[] looksLeft;
        private final int from;
        private final int to;

        Counted(String text, int[] looksLeft, int from, int to) {
            this.text = text;
            this.looksLeft = looksLeft;
            this.from = from;
            this.to = to;
        }

        @Override
        public char charAt(int index) {
            if (--looksLeft[0] < 0) {
                throw new TooManyLooks();
            }
            return text.charAt(from + index);
        }

        @Override
        public int length() {
            return to - from;
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text, looksLeft, from + start, from + end);
        }

        @Override
        public String toString() {
            return text.substring(from, to);
        }
    }
}
