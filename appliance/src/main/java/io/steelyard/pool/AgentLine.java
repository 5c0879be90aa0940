package io.steelyard.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line that an agent on a real server said: words with spaces, tabs or commas between them, in any order, up to the
 * end of the line. The words are those of HAProxy's {@code agent-check} (HAProxy configuration manual, section 5.2):
 *
 * <ul>
 *   <li>{@code 75%}: this share of the configured weight
 *   <li>{@code maxconn:30}: at most so many exchanges at once
 *   <li>{@code ready}, {@code drain}, {@code maint}: what the machine's own administrator wants; {@code ready} takes the
 *       others back
 *   <li>{@code up}, {@code down}, {@code stopped}, {@code fail} (or {@code failed}): whether it can work; the last three
 *       may be followed by {@code #} and a reason, to the end of the line
 * </ul>
 *
 * Words in capitals are the same words. Where two contradict each other the last one counts; a word that is not known is
 * passed over.
 *
 * @param percent share of the weight, 0–{@value #MAX_PERCENT}; null where nothing was said of it
 * @param maxExchanges at most so many at once; null where nothing was said of it
 * @param order null where nothing was said of it
 * @param working whether it says it can work; null where nothing was said of it
 * @param reason what stood behind {@code #}; empty where nothing did
 * @param unknown words that are not known, at most {@value #MAX_UNKNOWN}
 */
public record AgentLine(
        @Nullable Integer percent,
        @Nullable Integer maxExchanges,
        @Nullable AgentOrder order,
        @Nullable Boolean working,
        String reason,
        List<String> unknown) {
    /** More is taken as this much. */
    static final int MAX_PERCENT = 256;

    static final int MAX_UNKNOWN = 5;

    /** The rest of a longer line is not read. */
    public static final int MAX_LENGTH = 1024;

    private static final Pattern PERCENT = Pattern.compile("(\\d{1,9})%");
    private static final Pattern MAX_CONNECTIONS = Pattern.compile("maxconn:(\\d{1,9})");
    private static final Pattern SICK = Pattern.compile("(down|stopped|failed|fail)(#.*)?", Pattern.DOTALL);
    private static final Pattern SPLIT = Pattern.compile("[ \t,]+");

    public AgentLine {
        unknown = List.copyOf(unknown);
    }

    /** Reads the first line of this text; nothing that an agent says makes it throw. */
    public static AgentLine parse(String text) {
        String bounded = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
        String line = bounded.split("[\r\n]", 2)[0];
        int sharp = line.indexOf('#');
        String reason = sharp < 0
                ? ""
                : line.substring(sharp + 1).replaceAll("\\p{C}", "?").strip();
        Reading reading = new Reading();
        for (String word : SPLIT.split(sharp < 0 ? line : line.substring(0, sharp), -1)) {
            if (!word.isEmpty()) {
                reading.take(word.toLowerCase(Locale.ROOT));
            }
        }
        return new AgentLine(
                reading.percent, reading.maxExchanges, reading.order, reading.working, reason, reading.unknown);
    }

    /** Whether it said anything that is known. */
    public boolean saysSomething() {
        return percent != null || maxExchanges != null || order != null || working != null;
    }

    /** What the words so far amount to. */
    private static final class Reading {
        private @Nullable Integer percent;
        private @Nullable Integer maxExchanges;
        private @Nullable AgentOrder order;
        private @Nullable Boolean working;
        private final List<String> unknown = new ArrayList<>();

        void take(String word) {
            Matcher share = PERCENT.matcher(word);
            Matcher most = MAX_CONNECTIONS.matcher(word);
            if (share.matches()) {
                percent = Math.min(MAX_PERCENT, Integer.parseInt(share.group(1)));
            } else if (most.matches()) {
                maxExchanges = Integer.parseInt(most.group(1));
            } else if (SICK.matcher(word).matches()) {
                working = false;
            } else {
                takeWord(word);
            }
        }

        private void takeWord(String word) {
            switch (word) {
                case "up" -> working = true;
                case "ready" -> order = AgentOrder.READY;
                case "drain" -> order = AgentOrder.DRAIN;
                case "maint" -> order = AgentOrder.MAINT;
                default -> {
                    if (unknown.size() < MAX_UNKNOWN) {
                        unknown.add(word.replaceAll("\\p{C}", "?"));
                    }
                }
            }
        }
    }
}
