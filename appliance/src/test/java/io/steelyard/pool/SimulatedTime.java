package io.steelyard.pool;

import io.steelyard.health.ProbeTimer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A timer and a clock whose time passes only when told to. */
public final class SimulatedTime extends Clock implements ProbeTimer {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::number));
    private long now;
    private long numbers;

    private record Task(long at, long number, Runnable work) {}

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void execute(Runnable task) {
        schedule(task, 0);
    }

    @Override
    public Appointment schedule(Runnable work, long delayNanos) {
        Task task = new Task(now + delayNanos, numbers++, work);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    /** Lets this much time pass, and everything happen that is due until then. */
    public void pass(Duration time) {
        long end = now + time.toNanos();
        while (!tasks.isEmpty() && tasks.element().at <= end) {
            Task task = tasks.remove();
            now = Math.max(now, task.at);
            task.work.run();
        }
        now = end;
    }

    public int appointments() {
        return tasks.size();
    }

    @Override
    public Instant instant() {
        return START.plusNanos(now);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
