package io.steelyard.health.net;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where handshakes do what takes long, such as verifying a chain of certificates, so that event loops never wait for it.
 * The threads end by themselves when there is nothing to do.
 */
final class HandshakeThreads {
    private static final int THREADS = 2;
    private static final int MOST_WAITING = 10_000;
    private static final long IDLE_SECONDS = 10;

    private HandshakeThreads() {}

    /** One handshake has one task there at a time; one more than fit fails, and its probe with it. */
    static Executor executor() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), task -> {
                    Thread thread = new Thread(task, "steelyard-health-tls");
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
