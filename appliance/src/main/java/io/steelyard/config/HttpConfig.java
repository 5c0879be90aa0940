package io.steelyard.config;

import io.steelyard.health.settings.Settings;

/** How a virtual service treats its clients, their connections and their requests. One component for each topic. */
public record HttpConfig(TimeoutConfig timeouts, HttpLimits limits) {
    /** What holds where a file says nothing. */
    public static final HttpConfig DEFAULT = new HttpConfig(TimeoutConfig.DEFAULT, HttpLimits.DEFAULT);

    /** The same with these timeouts. */
    public HttpConfig with(TimeoutConfig others) {
        return new HttpConfig(others, limits);
    }

    /** The same with these limits. */
    public HttpConfig with(HttpLimits others) {
        return new HttpConfig(timeouts, others);
    }

    /** Reads what stands among a virtual service's own settings. */
    static HttpConfig read(Settings settings) {
        return new HttpConfig(
                TimeoutConfig.read(settings.group("timeouts")), HttpLimits.read(settings.group("limits")));
    }
}
