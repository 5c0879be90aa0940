package io.steelyard.health;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A health check tried once on one real server without being saved; or yet to be tried. Immutable.
 *
 * @param realServer the real server as {@code address:port}
 * @param type the kind of health check
 * @param settings its settings, as a configuration writes them
 * @param host the host name to ask by; null for none
 * @param verdict how it went, with its transcript; null while it was not tried
 */
public record Trial(
        String realServer,
        String type,
        Map<String, Object> settings,
        @Nullable String host,
        @Nullable Verdict verdict) {
    public Trial {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** One that was not tried yet. */
    public static Trial of(String realServer, String type, Map<String, Object> settings, @Nullable String host) {
        return new Trial(realServer, type, settings, host, null);
    }

    public Trial with(Verdict outcome) {
        return new Trial(realServer, type, settings, host, outcome);
    }

    /** Whether the same is asked of the same real server. */
    public boolean asksAs(Trial other) {
        return realServer.equals(other.realServer)
                && type.equals(other.type)
                && settings.equals(other.settings)
                && java.util.Objects.equals(host, other.host);
    }

    /** Whether it was tried and came out up. */
    public boolean isUp() {
        return verdict != null && verdict.up();
    }

    /** Without the settings' values, as there may be secrets among them. */
    @Override
    public String toString() {
        return "Trial[" + type + " of " + realServer + " for " + host + ", " + settings.keySet() + ", " + verdict + "]";
    }
}
