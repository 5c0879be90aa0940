package io.steelyard.config;

import io.steelyard.health.settings.Settings;

/** How a virtual service treats its clients, their connections and their requests. One component for each topic. */
public record HttpConfig(
        TimeoutConfig timeouts,
        HttpLimits limits,
        UpgradeConfig upgrades,
        AnswersConfig answers,
        CapacityConfig capacity) {
    /** What holds where a file says nothing. */
    public static final HttpConfig DEFAULT = new HttpConfig(
            TimeoutConfig.DEFAULT,
            HttpLimits.DEFAULT,
            UpgradeConfig.DEFAULT,
            AnswersConfig.DEFAULT,
            CapacityConfig.DEFAULT);

    /** The same with these timeouts. */
    public HttpConfig with(TimeoutConfig others) {
        return new HttpConfig(others, limits, upgrades, answers, capacity);
    }

    /** The same with these limits. */
    public HttpConfig with(HttpLimits others) {
        return new HttpConfig(timeouts, others, upgrades, answers, capacity);
    }

    /** The same with these upgrades. */
    public HttpConfig with(UpgradeConfig others) {
        return new HttpConfig(timeouts, limits, others, answers, capacity);
    }

    /** The same with these answers of the appliance itself. */
    public HttpConfig with(AnswersConfig others) {
        return new HttpConfig(timeouts, limits, upgrades, others, capacity);
    }

    /** The same with this queue and these retries. */
    public HttpConfig with(CapacityConfig other) {
        return new HttpConfig(timeouts, limits, upgrades, answers, other);
    }

    /** Reads what stands among a virtual service's own settings. */
    static HttpConfig read(Settings settings, AnswersReader answers) {
        return new HttpConfig(
                TimeoutConfig.read(settings.group("timeouts")),
                HttpLimits.read(settings.group("limits")),
                UpgradeConfig.read(settings.group("upgrades")),
                answers.read(settings),
                CapacityConfig.read(settings));
    }
}
