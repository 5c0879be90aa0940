package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When the real servers of a virtual service are fit for use, when the virtual service itself is, and what happens when
 * it is not.
 *
 * @param minServersUp with fewer real servers up the virtual service is down, 1–1000
 * @param slowStart over which the weight of a real server that has come back grows, 0–1 hour; zero for at once
 * @param agent how agents on the real servers are asked; null where there are none
 */
public record AvailabilityConfig(
        CheckCombination combination,
        int minServersUp,
        AllDownConfig whenAllDown,
        Duration slowStart,
        PassiveConfig passive,
        @Nullable AgentConfig agent) {
    public static final Setting<Integer> MIN_SERVERS_UP = Setting.integer(
            "minServersUp",
            1,
            VirtualServiceConfig.MAX_REAL_SERVERS,
            1,
            "With fewer real servers up than this, the whole virtual service counts as down.");

    public static final Setting<Duration> SLOW_START = Setting.duration(
            "slowStart",
            "0s",
            "1h",
            "0s",
            "The time over which a real server that was down gets back its weight, from a tenth of it to all, so that it"
                    + " is not flooded while its caches are empty. 0s gives it back at once. Counts where the scheduling"
                    + " method uses weights.");

    /** What holds where a file says nothing. */
    public static final AvailabilityConfig DEFAULT = new AvailabilityConfig(
            CheckCombination.ALL,
            MIN_SERVERS_UP.fallback(),
            new AllDownConfig.Answer503(),
            SLOW_START.fallback(),
            PassiveConfig.OFF,
            null);

    public AvailabilityConfig {
        MIN_SERVERS_UP.check(minServersUp);
        SLOW_START.check(slowStart);
    }

    /**
     * Reads what stands among a virtual service's own settings.
     *
     * @param checks how many health checks it has
     * @param servers how many real servers it has
     */
    static AvailabilityConfig read(Settings settings, int checks, int servers) {
        int minServersUp = settings.get(MIN_SERVERS_UP);
        if (minServersUp > Math.max(1, servers)) {
            settings.problem(
                    MIN_SERVERS_UP.key(),
                    "'" + minServersUp + "' is more than there are real servers, which are " + servers);
        }
        return new AvailabilityConfig(
                CheckCombination.read(settings, checks),
                minServersUp,
                AllDownConfig.read(settings),
                settings.get(SLOW_START),
                PassiveConfig.read(settings.group("passive")),
                AgentConfig.readFrom(settings));
    }
}
