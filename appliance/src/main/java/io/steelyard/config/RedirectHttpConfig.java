package io.steelyard.config;

import io.steelyard.config.AllDownConfig.Redirect;
import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * A listener beside a virtual service's own, on the same address, that sends every client on.
 *
 * @param port 1–65535; from code also 0, any free one
 * @param status of the redirect: 301, 302, 303, 307 or 308
 * @param to where clients are sent, as {@link RedirectUrl} has it; empty for the virtual service itself
 */
public record RedirectHttpConfig(int port, int status, String to) {
    public static final String KEY = "redirectHttp";
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    public static final Setting<Integer> PORT = Setting.integer(
            "port", 1, 65535, HTTP_PORT, "The port, on the virtual service's address, whose clients are sent on.");
    public static final Setting<Integer> STATUS =
            Setting.of("status", Redirect.STATUS.allowed(), 308, Redirect.STATUS.help(), Redirect::statusOf);
    public static final Setting<String> TO = Setting.of(
            "to",
            RedirectUrl.ALLOWED,
            "",
            "Where they are sent. {host} stands for the host name that they asked for, {path} for the path, and {target}"
                    + " for path and query. Left out, it is the same on the virtual service's own port: with https"
                    + " where that is 443, with http otherwise.",
            text -> text.isEmpty() ? text : RedirectUrl.of(text));

    public RedirectHttpConfig {
        if (port != 0) {
            PORT.check(port);
        }
        STATUS.check(status);
        TO.check(to);
    }

    /** Where clients are sent on to a virtual service on this port. */
    public String locationFor(int servicePort) {
        if (!to.isEmpty()) {
            return to;
        }
        if (servicePort == HTTPS_PORT) {
            return "https://{host}{target}";
        }
        return servicePort == HTTP_PORT ? "http://{host}{target}" : "http://{host}:" + servicePort + "{target}";
    }

    /** That of a virtual service's settings, which may be just {@code true}; null where there is none. */
    static @Nullable RedirectHttpConfig readFrom(Settings settings) {
        settings.known(KEY);
        Object written = settings.values().get(KEY);
        if (written instanceof Boolean wanted) {
            return wanted ? new RedirectHttpConfig(PORT.fallback(), STATUS.fallback(), TO.fallback()) : null;
        }
        if (written == null) {
            return null;
        }
        Settings group = settings.group(KEY);
        RedirectHttpConfig read = new RedirectHttpConfig(group.get(PORT), group.get(STATUS), group.get(TO));
        group.end();
        return read;
    }
}
