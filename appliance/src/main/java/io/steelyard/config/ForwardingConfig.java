package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.util.List;

/**
 * In which fields real servers are told who the client is, and of whom such fields are believed.
 *
 * @param trusted whose fields count; none, where nobody stands before this appliance
 */
public record ForwardingConfig(Style style, List<IpPrefix> trusted) {
    public static final String KEY = "forwarding";

    /** Which fields are sent. */
    public enum Style {
        /** {@code X-Forwarded-For}, {@code -Proto} and {@code -Host}. */
        X_FORWARDED,
        /** {@code Forwarded}, RFC 7239. */
        FORWARDED,
        BOTH,
        NONE
    }

    public static final Setting<Style> STYLE = Setting.choice(
            "style",
            Style.class,
            Style.X_FORWARDED,
            "In which fields real servers are told the client's address, scheme and host name: x-forwarded for"
                    + " X-Forwarded-For and its kin, forwarded for the standard's Forwarded, both, or none.");
    public static final Setting<List<IpPrefix>> TRUSTED = IpPrefix.list(
            "trusted",
            "The proxies before this appliance, as addresses and ranges. What they say about the client is believed and"
                    + " passed on; what anybody else says is replaced.");

    /** What holds where a file says nothing. */
    public static final ForwardingConfig DEFAULT = new ForwardingConfig(STYLE.fallback(), List.of());

    public ForwardingConfig {
        trusted = List.copyOf(TRUSTED.check(trusted));
    }

    static ForwardingConfig read(Settings settings) {
        ForwardingConfig read = new ForwardingConfig(settings.get(STYLE), settings.get(TRUSTED));
        settings.end();
        return read;
    }
}
