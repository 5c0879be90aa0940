package io.steelyard.config;

import io.steelyard.health.settings.Settings;

/** What becomes of requests when there are more than real servers can take, or when real servers fail them. */
public record CapacityConfig(QueueConfig queue, RetryConfig retries) {
    /** What holds where a file says nothing. */
    public static final CapacityConfig DEFAULT = new CapacityConfig(QueueConfig.DEFAULT, RetryConfig.DEFAULT);

    /** The same with this queue. */
    public CapacityConfig with(QueueConfig other) {
        return new CapacityConfig(other, retries);
    }

    /** The same with these retries. */
    public CapacityConfig with(RetryConfig other) {
        return new CapacityConfig(queue, other);
    }

    /** Reads what stands among a virtual service's own settings. */
    static CapacityConfig read(Settings settings) {
        return new CapacityConfig(
                QueueConfig.read(settings.group("queue")), RetryConfig.read(settings.group("retries")));
    }
}
