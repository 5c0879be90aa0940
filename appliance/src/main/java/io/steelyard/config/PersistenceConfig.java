package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.time.Duration;

/**
 * How a client stays on its real server.
 *
 * @param by what tells clients apart
 * @param timeout how long a client is remembered, 1 s – 7 d
 * @param refresh whether that time begins anew with each request
 * @param entries how many clients are remembered at most, 100 – 10,000,000; the longest unused are forgotten first
 * @param orSourceIp whether a client that cannot be told apart otherwise is by its address
 * @param prefix how much of an address counts
 */
public record PersistenceConfig(
        PersistBy by, Duration timeout, boolean refresh, int entries, boolean orSourceIp, SourcePrefix prefix) {
    public static final String KEY = "persistence";
    public static final Setting<PersistBy.Type> TYPE = Setting.choice(
            "type",
            PersistBy.Type.class,
            PersistBy.Type.NONE,
            "How a client stays on its real server: by a cookie of ours, the application's cookie, all cookies, its"
                    + " address, what it asks for, a header field, or the host name. With none each request is"
                    + " scheduled by itself.");
    public static final Setting<Duration> TIMEOUT =
            Setting.duration("timeout", "1s", "7d", "30m", "How long a client is remembered.");
    public static final Setting<Boolean> REFRESH = Setting.flag(
            "refresh",
            true,
            "Whether the timeout begins anew with each request of the client. Otherwise it counts from the first.");
    public static final Setting<Integer> ENTRIES = Setting.integer(
            "entries",
            100,
            10_000_000,
            100_000,
            "How many clients are remembered at most, at about 150 bytes each. Beyond that the longest unused are"
                    + " forgotten.");
    public static final Setting<Boolean> OR_SOURCE_IP = Setting.flag(
            "orSourceIp",
            false,
            "Whether a client without the cookie, header field or query item stays by its address instead.");

    /** What holds where a file says nothing. */
    public static final PersistenceConfig DEFAULT = new PersistenceConfig(
            new PersistBy.Nothing(),
            TIMEOUT.fallback(),
            REFRESH.fallback(),
            ENTRIES.fallback(),
            OR_SOURCE_IP.fallback(),
            SourcePrefix.SINGLE);

    public PersistenceConfig {
        TIMEOUT.check(timeout);
        ENTRIES.check(entries);
    }

    /** The group's settings; what does not go with its type is not known there. */
    static PersistenceConfig read(Settings settings) {
        PersistBy by = PersistBy.read(settings);
        if (by instanceof PersistBy.Nothing) {
            settings.end();
            return DEFAULT;
        }
        boolean bySource = by instanceof PersistBy.SourceIp;
        boolean orSourceIp = !bySource && by.mayBeMissing() && settings.get(OR_SOURCE_IP);
        boolean hasTable = !(by instanceof PersistBy.Cookie) || orSourceIp;
        PersistenceConfig read = new PersistenceConfig(
                by,
                settings.get(TIMEOUT),
                settings.get(REFRESH),
                hasTable ? settings.get(ENTRIES) : ENTRIES.fallback(),
                orSourceIp,
                bySource || orSourceIp ? SourcePrefix.read(settings) : SourcePrefix.SINGLE);
        settings.end();
        return read;
    }
}
