package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.time.Duration;

/**
 * How requests wait when every real server that could answer them has what it can take.
 *
 * @param size how many may wait on each event loop, 0–100,000; 0 for none
 * @param timeout how long each may wait, 10 ms – 10 min
 * @param leaveOnClose whether a client that ends its sending while it waits is taken for gone
 */
public record QueueConfig(int size, Duration timeout, boolean leaveOnClose) {
    public static final Setting<Integer> SIZE = Setting.integer(
            "size",
            0,
            100_000,
            1024,
            "How many requests may wait on each event loop when every real server has what it can take. Further ones get"
                    + " 503 at once. 0 lets none wait.");
    public static final Setting<Duration> TIMEOUT = Setting.duration(
            "timeout",
            "10ms",
            "10m",
            "5s",
            "How long a request may wait for a real server. After that its client gets 503.");
    public static final Setting<Boolean> LEAVE_ON_CLOSE = Setting.flag(
            "leaveOnClose",
            true,
            "Whether a client that closes its sending direction while its request waits is taken for gone, as nearly all of"
                    + " them are. Otherwise the request waits on and is answered.");

    /** What holds where a file says nothing. */
    public static final QueueConfig DEFAULT =
            new QueueConfig(SIZE.fallback(), TIMEOUT.fallback(), LEAVE_ON_CLOSE.fallback());

    public QueueConfig {
        SIZE.check(size);
        TIMEOUT.check(timeout);
    }

    static QueueConfig read(Settings settings) {
        QueueConfig read = new QueueConfig(settings.get(SIZE), settings.get(TIMEOUT), settings.get(LEAVE_ON_CLOSE));
        settings.end();
        return read;
    }
}
