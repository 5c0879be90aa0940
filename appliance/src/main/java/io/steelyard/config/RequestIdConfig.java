package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.util.Locale;

/**
 * Whether each request gets an id, by which it is found in the logs of everybody that it passes.
 *
 * @param header the field that carries it
 * @param accept whose ids are kept
 * @param inResponse whether the client gets it back
 */
public record RequestIdConfig(boolean enabled, String header, Accept accept, boolean inResponse) {
    public static final String KEY = "requestId";
    public static final Setting<Boolean> ENABLED = Setting.flag(
            "enabled",
            false,
            "Whether each request gets an id, sent to the real server in a header field, so that it can be found in the"
                    + " logs of both.");
    public static final Setting<String> HEADER = Setting.of(
            "header",
            "the name of a header field that means nothing else to a proxy",
            "X-Request-Id",
            "The header field that carries the id.",
            RequestIdConfig::headerOf);
    public static final Setting<Accept> ACCEPT = Setting.choice(
            "accept",
            Accept.class,
            Accept.TRUSTED,
            "Whose ids are kept: always for everybody's, trusted for those of the proxies that forwarding.trusted lists,"
                    + " never for nobody's. All other requests get a new one.");
    public static final Setting<Boolean> IN_RESPONSE =
            Setting.flag("inResponse", false, "Whether the response tells the client the id of its request.");

    /** What holds where a file says nothing. */
    public static final RequestIdConfig DEFAULT =
            new RequestIdConfig(ENABLED.fallback(), HEADER.fallback(), ACCEPT.fallback(), IN_RESPONSE.fallback());

    public RequestIdConfig {
        HEADER.check(header);
    }

    private static String headerOf(String text) {
        String name = FieldNameText.of(text);
        if (!name.toLowerCase(Locale.ROOT).matches("x-.*|.*(request|correlation|trace|transaction).*")
                || name.toLowerCase(Locale.ROOT).matches("x-forwarded-.*|x-real-ip|traceparent|tracestate")) {
            throw new IllegalArgumentException("'" + text + "' is not allowed here, this must be a name such as"
                    + " X-Request-Id or X-Correlation-Id");
        }
        return name;
    }

    static RequestIdConfig read(Settings settings) {
        RequestIdConfig read = new RequestIdConfig(
                settings.get(ENABLED), settings.get(HEADER), settings.get(ACCEPT), settings.get(IN_RESPONSE));
        settings.end();
        return read;
    }
}
