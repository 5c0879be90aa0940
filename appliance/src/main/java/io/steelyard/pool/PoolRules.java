package io.steelyard.pool;

import io.steelyard.config.AllDownConfig;
import io.steelyard.config.AvailabilityConfig;
import java.net.InetSocketAddress;

/**
 * When a pool as a whole is fit for use, and what becomes of requests that no real server takes. Immutable.
 *
 * @param minServersUp with fewer real servers up, none takes a request; at least 1
 */
public record PoolRules(int minServersUp, LastResort lastResort, SlowStart slowStart) {
    /** One real server up is enough, there is no last resort, and real servers come back with all of their weight. */
    public static final PoolRules PLAIN = new PoolRules(1, new LastResort.None());

    /** Without slow start. */
    public PoolRules(int minServersUp, LastResort lastResort) {
        this(minServersUp, lastResort, SlowStart.OFF);
    }

    /** What becomes of a request that no real server takes. */
    public sealed interface LastResort {

        /** The pool has nothing to offer. */
        record None() implements LastResort {}

        /** It goes to this server, which is not one of the real servers and which nobody checks. */
        record SorryServer(RealServer server) implements LastResort {}

        /** It goes to any real server that the administrator lets work, whatever the health checks say. */
        record UseAll() implements LastResort {}

        /** The pool has nothing to offer: the request is to be answered with a redirect. */
        record Redirected() implements LastResort {}
    }

    static PoolRules of(AvailabilityConfig config) {
        return new PoolRules(
                config.minServersUp(), lastResort(config.whenAllDown()), new SlowStart(config.slowStart()));
    }

    private static LastResort lastResort(AllDownConfig config) {
        if (config instanceof AllDownConfig.SorryServer sorry) {
            InetSocketAddress address = new InetSocketAddress(sorry.address(), sorry.port());
            return new LastResort.SorryServer(new RealServer(sorry.name(), address));
        }
        if (config instanceof AllDownConfig.UseAll) {
            return new LastResort.UseAll();
        }
        return config instanceof AllDownConfig.Redirect ? new LastResort.Redirected() : new LastResort.None();
    }
}
