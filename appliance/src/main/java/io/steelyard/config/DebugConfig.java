package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Who is told in the response why a request went where it went.
 *
 * @param secret what the field {@value #FIELD} of a request must hold; empty where no field makes the appliance speak
 * @param clients those who are told with every response
 */
public record DebugConfig(String secret, List<IpPrefix> clients) {
    /** The request's field, and the response's. */
    public static final String FIELD = "X-Steelyard-Why";

    public static final String KEY = "debug";
    public static final Setting<String> SECRET = Setting.of(
                    "secret",
                    "8 to 200 letters, digits and signs without spaces",
                    "",
                    "A request with this in the field X-Steelyard-Why is answered with fields of that name that say why it went"
                            + " where it went. Left out, no field does that.",
                    DebugConfig::secretOf)
            .secret();
    public static final Setting<List<IpPrefix>> CLIENTS =
            IpPrefix.list("clients", "Clients that are told with every response, as addresses and ranges of them.");

    /** Nobody is told. */
    public static final DebugConfig OFF = new DebugConfig("", List.of());

    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{8,200}");

    public DebugConfig {
        SECRET.check(secret);
        clients = List.copyOf(clients);
    }

    public boolean isOff() {
        return secret.isEmpty() && clients.isEmpty();
    }

    static DebugConfig read(Settings settings) {
        DebugConfig read = new DebugConfig(settings.get(SECRET), settings.get(CLIENTS));
        settings.end();
        return read;
    }

    /** What is wrong is said without the secret. */
    private static String secretOf(String text) {
        if (!text.isEmpty() && !FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("this must be 8 to 200 letters, digits and signs without spaces");
        }
        return text;
    }

    /** As the secret is written, kept out of sight. */
    @Override
    public String toString() {
        return "DebugConfig[clients=" + clients + "]";
    }
}
