package io.steelyard.health.net;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one thing that a dialogue does when it has waited long enough. Set again and again while the dialogue goes on: a
 * later time costs nothing, as the timer that runs already sets itself again when it finds that it came too early. Used on
 * the event loop.
 */
final class Alarm {
    private final EventLoop loop;
    private final Runnable ring = this::ring;

    private @Nullable Future<?> timer;
    private @Nullable Runnable action;
    private long timerAt;
    private long dueAt;

    Alarm(EventLoop loop) {
        this.loop = loop;
    }

    /** In place of what was set before. */
    void set(Duration time, Runnable then) {
        dueAt = System.nanoTime() + time.toNanos();
        action = then;
        if (timer == null) {
            start(time.toNanos());
        } else if (timerAt - dueAt > 0) {
            timer.cancel(false);
            start(time.toNanos());
        }
    }

    void off() {
        action = null;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void start(long delay) {
        timerAt = dueAt;
        timer = loop.schedule(ring, delay, TimeUnit.NANOSECONDS);
    }

    private void ring() {
        timer = null;
        Runnable due = action;
        long left = dueAt - System.nanoTime();
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
