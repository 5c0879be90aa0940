package io.steelyard.config;

import io.steelyard.health.settings.Settings;

/** How a virtual service treats its clients, their connections and their requests. One component for each topic. */
public record HttpConfig(
        TimeoutConfig timeouts,
        HttpLimits limits,
        UpgradeConfig upgrades,
        AnswersConfig answers,
        CapacityConfig capacity,
        AccessLogConfig accessLog,
        DebugConfig debug,
        OriginConfig origin) {
    /** What holds where a file says nothing. */
    public static final HttpConfig DEFAULT = new HttpConfig(
            TimeoutConfig.DEFAULT,
            HttpLimits.DEFAULT,
            UpgradeConfig.DEFAULT,
            AnswersConfig.DEFAULT,
            CapacityConfig.DEFAULT,
            AccessLogConfig.DEFAULT,
            DebugConfig.OFF,
            OriginConfig.DEFAULT);

    /** The same with these timeouts. */
    public HttpConfig with(TimeoutConfig other) {
        return new HttpConfig(other, limits, upgrades, answers, capacity, accessLog, debug, origin);
    }

    /** The same with these limits. */
    public HttpConfig with(HttpLimits other) {
        return new HttpConfig(timeouts, other, upgrades, answers, capacity, accessLog, debug, origin);
    }

    /** The same with these upgrades. */
    public HttpConfig with(UpgradeConfig other) {
        return new HttpConfig(timeouts, limits, other, answers, capacity, accessLog, debug, origin);
    }

    /** The same with these answers of the appliance itself. */
    public HttpConfig with(AnswersConfig other) {
        return new HttpConfig(timeouts, limits, upgrades, other, capacity, accessLog, debug, origin);
    }

    /** The same with this queue and these retries. */
    public HttpConfig with(CapacityConfig other) {
        return new HttpConfig(timeouts, limits, upgrades, answers, other, accessLog, debug, origin);
    }

    /** The same with this access log. */
    public HttpConfig with(AccessLogConfig other) {
        return new HttpConfig(timeouts, limits, upgrades, answers, capacity, other, debug, origin);
    }

    /** The same, with others told why requests go where they go. */
    public HttpConfig with(DebugConfig other) {
        return new HttpConfig(timeouts, limits, upgrades, answers, capacity, accessLog, other, origin);
    }

    /** The same with this treatment of who the client is. */
    public HttpConfig with(OriginConfig other) {
        return new HttpConfig(timeouts, limits, upgrades, answers, capacity, accessLog, debug, other);
    }

    /** Reads what stands among a virtual service's own settings. */
    static HttpConfig read(Settings settings, AnswersReader answers, AccessLogReader logs) {
        return new HttpConfig(
                TimeoutConfig.read(settings.group("timeouts")),
                HttpLimits.read(settings.group("limits")),
                UpgradeConfig.read(settings.group("upgrades")),
                answers.read(settings),
                CapacityConfig.read(settings),
                logs.read(settings),
                DebugConfig.read(settings.group(DebugConfig.KEY)),
                OriginConfig.read(settings));
    }
}
