package io.steelyard.config;

import io.steelyard.health.settings.Settings;

/**
 * What becomes of requests when there are more than each client may make or real servers can take, or when real servers
 * fail them.
 */
public record CapacityConfig(ClientLimits clients, QueueConfig queue, RetryConfig retries) {
    /** What holds where a file says nothing. */
    public static final CapacityConfig DEFAULT =
            new CapacityConfig(ClientLimits.NONE, QueueConfig.DEFAULT, RetryConfig.DEFAULT);

    /** The same with these limits of each client. */
    public CapacityConfig with(ClientLimits other) {
        return new CapacityConfig(other, queue, retries);
    }

    /** The same with this queue. */
    public CapacityConfig with(QueueConfig other) {
        return new CapacityConfig(clients, other, retries);
    }

    /** The same with these retries. */
    public CapacityConfig with(RetryConfig other) {
        return new CapacityConfig(clients, queue, other);
    }

    /** Reads what stands among a virtual service's own settings. */
    static CapacityConfig read(Settings settings) {
        return new CapacityConfig(
                ClientLimits.read(settings.group("clients")),
                QueueConfig.read(settings.group("queue")),
                RetryConfig.read(settings.group("retries")));
    }
}
