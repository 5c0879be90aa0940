package io.steelyard.config;

import io.steelyard.health.settings.Quantities;
import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.time.Duration;

/**
 * When cells are probed and how many verdicts it takes to change their state. Times are from 10 ms to 1 hour.
 *
 * @param interval between two probes of a cell
 * @param fastInterval the same while the cell is changing its mind; not longer than {@code interval}
 * @param connectTimeout from the first packet to an open connection
 * @param responseTimeout from the request sent to everything that the check waits for
 * @param rise verdicts in a row that bring a cell up, 1–100
 * @param fall verdicts in a row that take it down, 1–100
 */
public record HealthTimes(
        Duration interval,
        Duration fastInterval,
        Duration connectTimeout,
        Duration responseTimeout,
        int rise,
        int fall) {
    public static final Setting<Duration> INTERVAL =
            time("interval", "5s", "The time between two probes of one host name on one real server.");
    public static final Setting<Duration> FAST_INTERVAL = time(
            "fastInterval",
            "1s",
            "The time between two probes while a state is about to change, so that a failure or a recovery is"
                    + " confirmed quickly. Not longer than the interval.");
    public static final Setting<Duration> CONNECT_TIMEOUT = time(
            "connectTimeout", "3s", "How long a probe waits for a connection before the real server counts as down.");
    public static final Setting<Duration> RESPONSE_TIMEOUT =
            time("responseTimeout", "3s", "How long a probe waits for the answer once it has asked.");
    public static final Setting<Integer> RISE =
            Setting.integer("rise", 1, 100, 2, "How many good probes in a row bring a real server back.");
    public static final Setting<Integer> FALL =
            Setting.integer("fall", 1, 100, 3, "How many failed probes in a row take a real server out.");

    /** What holds where a file says nothing. */
    public static final HealthTimes DEFAULT = new HealthTimes(
            INTERVAL.fallback(),
            FAST_INTERVAL.fallback(),
            CONNECT_TIMEOUT.fallback(),
            RESPONSE_TIMEOUT.fallback(),
            RISE.fallback(),
            FALL.fallback());

    public HealthTimes {
        INTERVAL.check(interval);
        FAST_INTERVAL.check(fastInterval);
        CONNECT_TIMEOUT.check(connectTimeout);
        RESPONSE_TIMEOUT.check(responseTimeout);
        RISE.check(rise);
        FALL.check(fall);
        if (fastInterval.compareTo(interval) > 0) {
            throw new Refusal(
                    FAST_INTERVAL.key(),
                    "'" + Quantities.write(fastInterval) + "' is longer than the interval, which is "
                            + Quantities.write(interval));
        }
    }

    /** The times of this group, those of {@code defaults} where it says nothing. */
    static HealthTimes read(Settings settings, HealthTimes defaults) {
        int before = settings.problemCount();
        Duration interval = settings.get(INTERVAL.or(defaults.interval));
        Duration fastInterval = settings.get(FAST_INTERVAL.or(defaults.fastInterval));
        Duration connectTimeout = settings.get(CONNECT_TIMEOUT.or(defaults.connectTimeout));
        Duration responseTimeout = settings.get(RESPONSE_TIMEOUT.or(defaults.responseTimeout));
        int rise = settings.get(RISE.or(defaults.rise));
        int fall = settings.get(FALL.or(defaults.fall));
        boolean good = settings.problemCount() == before;
        settings.end();
        if (!good) {
            return defaults;
        }
        try {
            return new HealthTimes(interval, fastInterval, connectTimeout, responseTimeout, rise, fall);
        } catch (Refusal refusal) {
            settings.problem(refusal.key(), refusal.sentence());
            return defaults;
        }
    }

    private static Setting<Duration> time(String key, String fallback, String help) {
        return Setting.duration(key, "10ms", "1h", fallback, help);
    }
}
