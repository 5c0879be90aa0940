package io.steelyard.admin;

import io.steelyard.admin.thread.BackSeat;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Where the admin side does what takes milliseconds: two daemon threads, made when first needed. */
final class SlowTasks {
    private static final int THREADS = 2;

    private SlowTasks() {}

    static ScheduledExecutorService executor() {
        return new ScheduledThreadPoolExecutor(THREADS, BackSeat.threads("steelyard-admin-slow"));
    }
}
