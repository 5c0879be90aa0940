package io.steelyard.admin;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Where the admin side does what takes milliseconds: two daemon threads, made when first needed. */
final class SlowTasks {
    private static final int THREADS = 2;

    private SlowTasks() {}

    static ScheduledExecutorService executor() {
        AtomicInteger made = new AtomicInteger();
        ThreadFactory threads = task -> {
            Thread thread = new Thread(task, "steelyard-admin-slow-" + made.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        return new ScheduledThreadPoolExecutor(THREADS, threads);
    }
}
