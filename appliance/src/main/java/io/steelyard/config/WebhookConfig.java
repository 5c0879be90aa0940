package io.steelyard.config;

import io.steelyard.event.Severity;
import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.net.URI;
import java.time.Duration;

/**
 * One address that events are posted to, as JSON.
 *
 * @param url http or https
 * @param secret what requests are signed with; empty for no signature
 * @param timeout for one request, 100 ms – 1 min
 * @param attempts how often one batch of events is tried before it is given up, 1–20
 * @param least events below it are not sent
 */
public record WebhookConfig(String url, String secret, Duration timeout, int attempts, Severity least) {
    public static final Setting<String> URL = Setting.of(
                    "url",
                    "an address that begins with http:// or https://",
                    "http://localhost/",
                    "The address that events are posted to, as JSON.",
                    WebhookConfig::urlOf)
            .required();
    public static final Setting<String> SECRET = Setting.text(
                    "secret",
                    1000,
                    "",
                    "A shared secret. With it, every request carries Steelyard-Signature, the HMAC-SHA256 of its time and body,"
                            + " by which the receiver knows that it comes from here.")
            .secret();
    public static final Setting<Duration> TIMEOUT =
            Setting.duration("timeout", "100ms", "1m", "10s", "How long the receiver may take to answer.");
    public static final Setting<Integer> ATTEMPTS = Setting.integer(
            "attempts",
            1,
            20,
            8,
            "How often an event is tried before it is given up, with growing pauses of up to a minute.");

    public WebhookConfig {
        URL.check(url);
        SECRET.check(secret);
        TIMEOUT.check(timeout);
        ATTEMPTS.check(attempts);
    }

    static WebhookConfig read(Settings settings) {
        WebhookConfig read = new WebhookConfig(
                settings.get(URL),
                settings.get(SECRET),
                settings.get(TIMEOUT),
                settings.get(ATTEMPTS),
                settings.get(EventsConfig.LEAST));
        settings.end();
        return read;
    }

    private static String urlOf(String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null
                    && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))) {
                return text;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is not an address: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(
                "'" + text + "' is not allowed here, this must be an address that begins with http:// or https://");
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "WebhookConfig[" + url + "]";
    }
}
