package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which exchanges may become tunnels, in which bytes go both ways without being understood.
 *
 * @param allowed protocols that a client may ask for by {@code Upgrade} (RFC 9110 section 7.8), in lower case, at most
 *     {@value #MOST_PROTOCOLS}
 * @param connect whether CONNECT is given to real servers
 * @param closeOnDrain how long tunnels to a real server that is drained or disabled may go on, 0–7 days; zero for as long
 *     as they like
 */
public record UpgradeConfig(List<String> allowed, boolean connect, Duration closeOnDrain) {
    static final int MOST_PROTOCOLS = 16;

    /** What carries HTTP again, in which requests would pass that nobody here has read. */
    private static final Set<String> HTTP_INSIDE = Set.of("h2c", "h2", "http", "tls");

    private static final Pattern FORM = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+(/[!#$%&'*+.^_`|~0-9A-Za-z-]+)?");
    private static final String PROTOCOL_ALLOWED = "the name of a protocol, such as websocket";

    public static final Setting<List<String>> ALLOWED = Setting.list(
                    "allowed",
                    Setting.of("protocol", PROTOCOL_ALLOWED, "websocket", "A protocol.", UpgradeConfig::protocol),
                    MOST_PROTOCOLS,
                    "Which protocols a client may change to on its connection. What else it asks for is left out, and its"
                            + " request is answered as any other.")
            .or(List.of("websocket"));
    public static final Setting<Boolean> CONNECT = Setting.flag(
            "connect",
            false,
            "Whether CONNECT requests are given to real servers, which decide about them. Otherwise they get 405.");
    public static final Setting<Duration> CLOSE_ON_DRAIN = Setting.duration(
            "closeOnDrain",
            "0s",
            "7d",
            "0s",
            "How long tunnels, such as WebSockets, may go on when their real server is drained or disabled. They are closed"
                    + " then, and their clients come back to another real server. With 0s they go on until they end.");

    /** What holds where a file says nothing. */
    public static final UpgradeConfig DEFAULT =
            new UpgradeConfig(ALLOWED.fallback(), CONNECT.fallback(), CLOSE_ON_DRAIN.fallback());

    public UpgradeConfig {
        allowed = ALLOWED.check(List.copyOf(allowed));
        CLOSE_ON_DRAIN.check(closeOnDrain);
    }

    static UpgradeConfig read(Settings settings) {
        UpgradeConfig read =
                new UpgradeConfig(settings.get(ALLOWED), settings.get(CONNECT), settings.get(CLOSE_ON_DRAIN));
        settings.end();
        return read;
    }

    private static String protocol(String text) {
        if (text.length() > 64 || !FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is not allowed here, this must be " + PROTOCOL_ALLOWED);
        }
        String protocol = text.toLowerCase(Locale.ROOT);
        int slash = protocol.indexOf('/');
        if (HTTP_INSIDE.contains(slash < 0 ? protocol : protocol.substring(0, slash))) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not allowed here: requests inside it would reach the real"
                            + " servers unread, past every rule (request smuggling)");
        }
        return protocol;
    }
}
