package io.steelyard.health;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whom a probe asks, by what name, and how long it may take.
 *
 * @param address the real server, resolved
 * @param host the host name to ask by; null where the check has none
 * @param connectTimeout from the first packet to an open connection
 * @param responseTimeout from the request sent to everything that the check waits for
 */
public record Target(
        InetSocketAddress address, @Nullable String host, Duration connectTimeout, Duration responseTimeout) {
    public Target {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("the address of a target must be resolved: " + address);
        }
    }
}
