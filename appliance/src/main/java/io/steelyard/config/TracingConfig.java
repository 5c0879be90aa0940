package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;

/**
 * What becomes of the fields {@code traceparent} and {@code tracestate} (W3C Trace Context).
 *
 * @param accept whose traces are passed on
 * @param start whether a request without a trace gets one
 */
public record TracingConfig(Accept accept, boolean start) {
    public static final String KEY = "tracing";
    public static final Setting<Accept> ACCEPT = Setting.choice(
            "accept",
            Accept.class,
            Accept.ALWAYS,
            "Whose traceparent and tracestate are passed on: always for everybody's, trusted for those of the proxies"
                    + " that forwarding.trusted lists, never for nobody's. What is not valid is dropped in any case.");
    public static final Setting<Boolean> START = Setting.flag(
            "start", false, "Whether a request without a trace gets one: a traceparent with a new id, to be recorded.");

    /** What holds where a file says nothing. */
    public static final TracingConfig DEFAULT = new TracingConfig(ACCEPT.fallback(), START.fallback());

    static TracingConfig read(Settings settings) {
        TracingConfig read = new TracingConfig(settings.get(ACCEPT), settings.get(START));
        settings.end();
        return read;
    }
}
