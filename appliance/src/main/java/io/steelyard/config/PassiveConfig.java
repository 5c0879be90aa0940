package io.steelyard.config;

import io.steelyard.health.settings.Quantities;
import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.time.Duration;

/**
 * What is made of failures that real requests meet.
 *
 * @param enabled whether requests are watched at all
 * @param connectFailures so many connections in a row that failed raise a suspicion, 0–10000; 0 for never
 * @param resets so many responses in a row that were cut, late or broken, 0–10000; 0 for never
 * @param serverErrors so many responses in a row with a status of 500 and above, 0–10000; 0 for never
 * @param ejectFor how long the first ejection lasts; each further one twice as long
 * @param maxEjectFor the longest, not shorter than {@code ejectFor}
 * @param maxEjected at most this share of the real servers is ejected at once, in percent; 0 for none ever
 */
public record PassiveConfig(
        boolean enabled,
        int connectFailures,
        int resets,
        int serverErrors,
        Duration ejectFor,
        Duration maxEjectFor,
        int maxEjected) {
    public static final Setting<Boolean> ENABLED = Setting.flag(
            "enabled",
            false,
            "Whether failures of real requests put a real server under suspicion, beside what the health checks say.");
    public static final Setting<Integer> CONNECT_FAILURES = count(
            "connectFailures",
            3,
            "So many failed connections in a row put a real server under suspicion. 0 leaves them out of account.");
    public static final Setting<Integer> RESETS = count(
            "resets",
            5,
            "So many responses in a row that were cut off, late or broken put a real server under suspicion. 0 leaves"
                    + " them out of account.");
    public static final Setting<Integer> SERVER_ERRORS = count(
            "serverErrors",
            10,
            "So many responses in a row with a status of 500 or above put a real server under suspicion. 0 leaves them"
                    + " out of account.");
    public static final Setting<Duration> EJECT_FOR = Setting.duration(
            "ejectFor",
            "100ms",
            "1h",
            "10s",
            "How long a real server under suspicion gets no requests for that host name. Each further time it is twice"
                    + " as long, up to maxEjectFor.");
    public static final Setting<Duration> MAX_EJECT_FOR = Setting.duration(
            "maxEjectFor",
            "100ms",
            "1d",
            "5m",
            "The longest time that a real server under suspicion gets no requests.");
    public static final Setting<Integer> MAX_EJECTED = Setting.integer(
            "maxEjected",
            0,
            100,
            50,
            "At most this share of the real servers, in percent, gets no requests for being under suspicion. With 0 a"
                    + " suspicion only makes the health check ask at once.");

    /** What holds where a file says nothing. */
    public static final PassiveConfig OFF = new PassiveConfig(
            ENABLED.fallback(),
            CONNECT_FAILURES.fallback(),
            RESETS.fallback(),
            SERVER_ERRORS.fallback(),
            EJECT_FOR.fallback(),
            MAX_EJECT_FOR.fallback(),
            MAX_EJECTED.fallback());

    public PassiveConfig {
        CONNECT_FAILURES.check(connectFailures);
        RESETS.check(resets);
        SERVER_ERRORS.check(serverErrors);
        EJECT_FOR.check(ejectFor);
        MAX_EJECT_FOR.check(maxEjectFor);
        MAX_EJECTED.check(maxEjected);
        if (maxEjectFor.compareTo(ejectFor) < 0) {
            throw new Refusal(
                    MAX_EJECT_FOR.key(),
                    "'" + Quantities.write(maxEjectFor) + "' is shorter than ejectFor, which is "
                            + Quantities.write(ejectFor));
        }
    }

    static PassiveConfig read(Settings settings) {
        int before = settings.problemCount();
        boolean enabled = settings.get(ENABLED);
        int connectFailures = settings.get(CONNECT_FAILURES);
        int resets = settings.get(RESETS);
        int serverErrors = settings.get(SERVER_ERRORS);
        Duration ejectFor = settings.get(EJECT_FOR);
        Duration maxEjectFor = settings.get(MAX_EJECT_FOR);
        int maxEjected = settings.get(MAX_EJECTED);
        boolean good = settings.problemCount() == before;
        settings.end();
        if (!good) {
            return OFF;
        }
        try {
            return new PassiveConfig(enabled, connectFailures, resets, serverErrors, ejectFor, maxEjectFor, maxEjected);
        } catch (Refusal refusal) {
            settings.problem(refusal.key(), refusal.sentence());
            return OFF;
        }
    }

    private static Setting<Integer> count(String key, int fallback, String help) {
        return Setting.integer(key, 0, 10_000, fallback, help);
    }
}
