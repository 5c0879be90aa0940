package io.steelyard.health.net;

import io.steelyard.health.ProbeTimer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The one thing that a dialogue does when it has waited long enough. Set again and again while the dialogue goes on: a
 * later time costs nothing, as the timer that runs already sets itself again when it finds that it came too early. Used on
 * the timer's thread.
 */
final class Alarm {
    private final ProbeTimer timer;
    private final Runnable ring = this::ring;

    private ProbeTimer.@Nullable Appointment appointment;
    private @Nullable Runnable action;
    private long appointedAt;
    private long dueAt;

    Alarm(ProbeTimer timer) {
        this.timer = timer;
    }

    /** In place of what was set before. */
    void set(Duration time, Runnable then) {
        dueAt = timer.nanos() + time.toNanos();
        action = then;
        if (appointment == null) {
            start(time.toNanos());
        } else if (appointedAt - dueAt > 0) {
            appointment.cancel();
            start(time.toNanos());
        }
    }

    void off() {
        action = null;
        if (appointment != null) {
            appointment.cancel();
            appointment = null;
        }
    }

    private void start(long delay) {
        appointedAt = dueAt;
        appointment = timer.schedule(ring, delay);
    }

    private void ring() {
        appointment = null;
        Runnable due = action;
        long left = dueAt - timer.nanos();
        if (due == null) {
            return;
        }
        if (left > 0) {
            start(left);
        } else {
            action = null;
            due.run();
        }
    }
}
