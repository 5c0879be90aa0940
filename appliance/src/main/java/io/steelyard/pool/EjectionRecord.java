package io.steelyard.pool;

import io.steelyard.config.PassiveConfig;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often one real server was ejected for one host name lately, and what follows from one more suspicion. Pure.
 *
 * @param times ejections without a long time in between
 * @param until when the last one ends or ended; null before the first
 */
public record EjectionRecord(int times, @Nullable Instant until) {
    public static final EjectionRecord NONE = new EjectionRecord(0, null);

    public boolean isEjected(Instant now) {
        return until != null && now.isBefore(until);
    }

    /**
     * The record after one more suspicion: ejected for twice as long as the last time, or as the first time when it has
     * behaved for as long as the longest ejection. The same record where it may not be ejected.
     *
     * @param ejected real servers that are ejected now, this one not counted
     * @param of all real servers there are
     */
    public EjectionRecord after(Instant now, PassiveConfig config, int ejected, int of) {
        if (isEjected(now) || (ejected + 1) * 100L > (long) config.maxEjected() * of) {
            return this;
        }
        boolean forgiven = until != null && until.plus(config.maxEjectFor()).isBefore(now);
        int next = forgiven || until == null ? 1 : times + 1;
        return new EjectionRecord(next, now.plus(length(next, config)));
    }

    private static Duration length(int times, PassiveConfig config) {
        Duration length = config.ejectFor();
        for (int i = 1; i < times && length.compareTo(config.maxEjectFor()) < 0; i++) {
            length = length.multipliedBy(2);
        }
        return length.compareTo(config.maxEjectFor()) > 0 ? config.maxEjectFor() : length;
    }
}
