package io.steelyard.health;

import io.steelyard.health.settings.Quantities;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether this process ran all the while a probe was under way. A process that was stopped, or whose machine was,
 * finds its deadlines passed when it goes on, although no server was slow.
 *
 * <p>While probes are under way it looks at the time every {@link #BEAT}, and whenever one begins or ends. Where more than
 * {@link #ASLEEP} lies between two looks, nothing of this process ran in between. Used on the monitor's thread only.
 */
final class Vigil {
    static final Duration BEAT = Duration.ofMillis(250);

    /** Beats come late on a busy machine; by this much they do not. */
    static final Duration ASLEEP = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);

    private final ProbeTimer timer;
    private int underWay;
    private long lookedAt;
    private @Nullable Long wokeAt;
    private boolean beating;

    Vigil(ProbeTimer timer) {
        this.timer = timer;
    }

    void probeBegins() {
        look();
        underWay++;
        if (!beating) {
            beating = true;
            beatLater();
        }
    }

    /** @return whether the process slept at any time since the probe began */
    boolean probeEnds(long beganAt) {
        look();
        underWay--;
        return wokeAt != null && wokeAt - beganAt > 0;
    }

    private void beat() {
        look();
        if (underWay > 0) {
            beatLater();
        } else {
            beating = false;
        }
    }

    private void beatLater() {
        timer.schedule(this::beat, BEAT.toNanos());
    }

    private void look() {
        long now = timer.nanos();
        Duration unseen = Duration.ofNanos(now - lookedAt);
        if (underWay > 0 && unseen.compareTo(ASLEEP) > 0) {
            wokeAt = now;
            LOG.warn(
                    "This process did not run for {}; the {} health checks that were under way are repeated where they failed",
                    Quantities.write(Duration.ofMillis(unseen.toMillis())),
                    underWay);
        }
        lookedAt = now;
    }
}
