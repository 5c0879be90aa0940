package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.time.Duration;

/**
 * Who may use the admin side, and for how long at a time.
 *
 * @param idle how long a log-on lasts without a request
 * @param longest how long it lasts at all; not less than {@code idle}
 */
public record AccessConfig(Mode mode, Metrics metrics, Duration idle, Duration longest) {
    /** Who gets in. */
    public enum Mode {
        /** Those who log on with a name and a password, and programs with a token. */
        USERS,
        /** Everybody who can reach the address, as an administrator. */
        OPEN
    }

    /** Who may read the metrics. */
    public enum Metrics {
        /** Everybody where the admin side listens on a loopback address, else as {@link #TOKEN}. */
        AUTO,
        OPEN,
        /** Those who could read the status. */
        TOKEN
    }

    public static final Setting<Mode> MODE = Setting.choice(
            "access",
            Mode.class,
            Mode.USERS,
            "Who may use the page and the API: users who log on and programs with a token, or, with open, everybody who can"
                    + " reach the address. open is allowed on a loopback address only.");
    public static final Setting<Metrics> METRICS = Setting.choice(
            "metrics",
            Metrics.class,
            Metrics.AUTO,
            "Who may read /metrics: with token those who could read the status, with open everybody. auto is open on a"
                    + " loopback address and token elsewhere.");
    static final String SESSION = "session";
    public static final Setting<Duration> IDLE =
            Setting.duration("idle", "1m", "7d", "30m", "How long a log-on to the page lasts without a request.");
    public static final Setting<Duration> LONGEST = Setting.duration(
            "longest", "1m", "30d", "12h", "How long a log-on to the page lasts at all, however much it is used.");

    static final AccessConfig DEFAULT = new AccessConfig(Mode.USERS, Metrics.AUTO, IDLE.fallback(), LONGEST.fallback());

    public AccessConfig {
        IDLE.check(idle);
        LONGEST.check(longest);
        if (longest.compareTo(idle) < 0) {
            throw new Refusal(
                    SESSION + "." + LONGEST.key(),
                    "a log-on cannot end before it was idle for session.idle, " + idle.toMinutes() + " minutes");
        }
    }

    /** Its settings stand beside the address and the port. */
    static AccessConfig read(Settings admin) {
        Settings session = admin.group(SESSION);
        Mode mode = admin.get(MODE);
        Metrics metrics = admin.get(METRICS);
        Duration idle = session.get(IDLE);
        Duration longest = session.get(LONGEST);
        session.end();
        try {
            return new AccessConfig(mode, metrics, idle, longest);
        } catch (Refusal refusal) {
            admin.problem(refusal.key(), refusal.sentence());
            return DEFAULT;
        }
    }
}
