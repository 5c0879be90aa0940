package io.steelyard.health;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log what the appliance lacks to ask with: once, and again only after it lacked nothing for
 * {@link #QUIET}. Used on the monitor's thread only.
 */
final class ShortageLog {
    static final Duration QUIET = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);

    private final ProbeTimer timer;
    private @Nullable Long lastAt;

    ShortageLog(ProbeTimer timer) {
        this.timer = timer;
    }

    void lacked(CellId cell, String reason) {
        long now = timer.nanos();
        if (lastAt == null || now - lastAt > QUIET.toNanos()) {
            LOG.warn(
                    "Real servers cannot be probed ({}, with {} for one); this counts for nothing, they stay as they are",
                    reason,
                    cell);
        }
        lastAt = now;
    }
}
