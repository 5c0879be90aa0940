package io.steelyard.health;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The one thread that a health monitor thinks on, and its time. */
public interface ProbeTimer {

    /** Something to be run later. */
    @FunctionalInterface
    interface Appointment {
        /** It will not run, unless it already has. */
        void cancel();
    }

    /** A time that only ever grows; its zero means nothing. */
    long nanos();

    /** Runs the task soon, on the timer's thread, after those given before. May be called on any thread. */
    void execute(Runnable task);

    /** Runs the task on the timer's thread when the delay is over. */
    Appointment schedule(Runnable task, long delayNanos);

    /**
     * A timer that keeps the appointments of this one up to 10 ms late, so that many are kept in one go. To be used on this
     * timer's thread only.
     */
    static ProbeTimer inBeats(ProbeTimer timer) {
        return new Beats(timer);
    }

    /**
     * A timer on this executor, which must have exactly one thread: a Netty event loop, or one made by
     * {@link java.util.concurrent.Executors#newSingleThreadScheduledExecutor()}. The executor stays the caller's to end.
     */
    static ProbeTimer on(ScheduledExecutorService executor) {
        return new ProbeTimer() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void execute(Runnable task) {
                executor.execute(task);
            }

            @Override
            public Appointment schedule(Runnable task, long delayNanos) {
                Future<?> future = executor.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
                return () -> future.cancel(false);
            }
        };
    }
}
