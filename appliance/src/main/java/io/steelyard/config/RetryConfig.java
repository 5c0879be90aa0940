package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;

/**
 * How often a request that a real server failed is tried again.
 *
 * @param attempts connections that are tried for one request in all, 1–10; 1 for no second one
 * @param budget how many requests of the last 10 seconds may be tried again, in percent, 0–100
 * @param minPerSecond how many may be, however few requests there are, 0–10,000
 */
public record RetryConfig(int attempts, int budget, int minPerSecond) {
    public static final Setting<Integer> ATTEMPTS = Setting.integer(
            "attempts",
            1,
            10,
            3,
            "How many connections to real servers are tried for one request in all. Only what may be repeated is: nothing of"
                    + " it was sent, or it means the same when sent twice.");
    public static final Setting<Integer> BUDGET = Setting.integer(
            "budget",
            0,
            100,
            20,
            "How many requests of the last ten seconds may be tried again on another real server, in percent of all. Beyond"
                    + " that a failure goes to the client at once, so that trouble does not multiply requests.");
    public static final Setting<Integer> MIN_PER_SECOND = Setting.integer(
            "minPerSecond",
            0,
            10_000,
            3,
            "How many requests a second may be tried again however few come, counted over the last ten seconds.");

    /** What holds where a file says nothing. */
    public static final RetryConfig DEFAULT =
            new RetryConfig(ATTEMPTS.fallback(), BUDGET.fallback(), MIN_PER_SECOND.fallback());

    public RetryConfig {
        ATTEMPTS.check(attempts);
        BUDGET.check(budget);
        MIN_PER_SECOND.check(minPerSecond);
    }

    static RetryConfig read(Settings settings) {
        RetryConfig read = new RetryConfig(settings.get(ATTEMPTS), settings.get(BUDGET), settings.get(MIN_PER_SECOND));
        settings.end();
        return read;
    }
}
