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
 * @param greeting what is said first on each TCP connection
 */
public record Target(
        InetSocketAddress address,
        @Nullable String host,
        Duration connectTimeout,
        Duration responseTimeout,
        Greeting greeting) {

    /** One that is asked without a greeting. */
    public Target(InetSocketAddress address, @Nullable String host, Duration connectTimeout, Duration responseTimeout) {
        this(address, host, connectTimeout, responseTimeout, Greeting.NONE);
    }

    public Target {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("the address of a target must be resolved: " + address);
        }
    }
}
