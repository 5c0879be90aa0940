package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A number that each real server is asked for, which says how much it can take.
 *
 * @param path what is asked for
 * @param port 1–65535, or 0 for the real server's own
 * @param host the Host field's value; empty for the address that is asked
 * @param interval from the start of one question to the start of the next
 * @param pattern a regular expression with one group, which is the number
 * @param means what the number says
 * @param keep how long the last number counts when no other comes; then the configured weight counts
 */
public record ResourceConfig(
        String path, int port, String host, Duration interval, String pattern, Means means, Duration keep) {

    /** What a number from 0 to 100 says; less counts as 0, and more as 100. */
    public enum Means {
        /** How busy the real server is: it gets the rest of its weight. */
        LOAD,
        /** What part of its weight it gets. */
        CAPACITY
    }

    public static final String KEY = "resource";
    private static final int MAX_PATTERN = 1000;
    public static final Setting<String> PATH = Setting.of(
            "path",
            "a path such as /load, without spaces",
            "/load",
            "What each real server is asked for, by GET; the number stands in its answer.",
            ResourceConfig::pathOf);
    public static final Setting<Integer> PORT =
            Setting.integer("port", 1, 65535, 80, "The port that is asked. Left out, it is the real server's own.");
    public static final Setting<String> HOST = Setting.of(
            "host",
            "a host name",
            "",
            "The host name that is asked for. Left out, it is the real server's address.",
            text -> text.isEmpty() ? text : HostName.of(text));
    public static final Setting<Duration> INTERVAL =
            Setting.duration("interval", "100ms", "1h", "10s", "The time between two questions to a real server.");
    public static final Setting<String> PATTERN = Setting.of(
            "pattern",
            "a regular expression with one group in parentheses",
            "(\\d+)",
            "A regular expression that finds the number in the answer's body: what its group in parentheses holds. As it"
                    + " is, the first number there is.",
            ResourceConfig::patternOf);
    public static final Setting<Means> MEANS = Setting.choice(
            "means",
            Means.class,
            Means.LOAD,
            "What the number says, from 0 to 100: load is how busy the real server is, and it gets the rest of its weight;"
                    + " capacity is the part of its weight that it gets. It always gets 1 percent at least.");
    public static final Setting<Duration> KEEP = Setting.duration(
            "keep",
            "1s",
            "1d",
            "1m",
            "How long the last number counts when no other can be had. After that the real server has the weight that is"
                    + " configured.");

    public ResourceConfig {
        path = PATH.check(path);
        if (port != 0) {
            PORT.check(port);
        }
        host = HOST.check(host);
        INTERVAL.check(interval);
        PATTERN.check(pattern);
        KEEP.check(keep);
    }

    /** That of a virtual service's settings; null where it has none. */
    static @Nullable ResourceConfig readFrom(Settings settings) {
        settings.known(KEY);
        return settings.has(KEY) ? read(settings.group(KEY)) : null;
    }

    private static ResourceConfig read(Settings group) {
        Integer port = group.find(PORT);
        ResourceConfig read = new ResourceConfig(
                group.get(PATH),
                port == null ? 0 : port,
                group.get(HOST),
                group.get(INTERVAL),
                group.get(PATTERN),
                group.get(MEANS),
                group.get(KEEP));
        group.end();
        return read;
    }

    private static String pathOf(String text) {
        if (text.matches("/[\\x21-\\x7e]{0,999}")) {
            return text;
        }
        throw new IllegalArgumentException(
                "'" + text + "' is not allowed here, this must be a path such as /load, without spaces");
    }

    private static String patternOf(String text) {
        try {
            if (text.length() <= MAX_PATTERN
                    && Pattern.compile(text).matcher("").groupCount() == 1) {
                return text;
            }
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "not a regular expression: " + e.getDescription() + " at character " + e.getIndex(), e);
        }
        throw new IllegalArgumentException("'" + text + "' is not allowed here, this must be a regular expression of at"
                + " most " + MAX_PATTERN + " characters with one group in parentheses");
    }
}
