package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an agent on a real server is asked.
 *
 * @param port 1–65535
 * @param path with {@link Type#HTTP}, what is asked for
 * @param interval from the start of one question to the start of the next
 */
public record AgentConfig(int port, Type type, String path, Duration interval) {

    /** How the agent speaks. */
    public enum Type {
        /** It says its line as soon as a connection is open. */
        TCP,
        /** Its line is the body of a response with status 200. */
        HTTP
    }

    public static final String KEY = "agent";
    public static final Setting<Integer> PORT = Setting.integer(
                    "port", 1, 65535, 5555, "The TCP port that the agent on the real server listens on.")
            .required();
    public static final Setting<Type> TYPE = Setting.choice(
            "type",
            Type.class,
            Type.TCP,
            "How the agent speaks: with tcp it says a line as soon as it is connected to, with http the line is the body"
                    + " of its response.");
    public static final Setting<String> PATH = Setting.of(
            "path",
            "a path such as /agent, without spaces",
            "/",
            "The path that an agent is asked for, with type: http.",
            AgentConfig::pathOf);
    public static final Setting<Duration> INTERVAL =
            Setting.duration("interval", "100ms", "1h", "5s", "The time between two questions to the agent.");

    public AgentConfig {
        PORT.check(port);
        path = PATH.check(path);
        INTERVAL.check(interval);
    }

    /** That of a group that may have one; null where it has none. */
    static @Nullable AgentConfig readFrom(Settings settings) {
        settings.known(KEY);
        return settings.has(KEY) ? read(settings.group(KEY)) : null;
    }

    private static AgentConfig read(Settings settings) {
        AgentConfig read =
                new AgentConfig(settings.get(PORT), settings.get(TYPE), settings.get(PATH), settings.get(INTERVAL));
        settings.end();
        return read;
    }

    private static String pathOf(String text) {
        if (text.matches("/[\\x21-\\x7e]{0,999}")) {
            return text;
        }
        throw new IllegalArgumentException(
                "'" + text + "' is not allowed here, this must be a path such as /agent, without spaces");
    }
}
