package io.steelyard.l7;

import io.steelyard.config.ClientLimits;
import io.steelyard.config.HttpConfig;
import io.steelyard.limit.Rate;
import io.steelyard.net.Prefixes;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Door} lets in, made ready for event loops. Immutable.
 *
 * @param connections of all clients at once
 * @param connectionRate of all clients together; null for whatever comes
 * @param requestRate of all clients together; null for whatever comes
 * @param clients what each client may; null for whatever it likes
 */
record DoorRules(
        int connections,
        @Nullable Rate connectionRate,
        @Nullable Rate requestRate,
        @Nullable EachClient clients) {
    /**
     * What each client may.
     *
     * @param connections at once, 0 for however many
     * @param exceptions whom none of it holds for
     * @param written as it is configured
     */
    record EachClient(
            int connections,
            @Nullable Rate connectionRate,
            @Nullable Rate requestRate,
            Prefixes exceptions,
            ClientLimits written) {
        /** Whether the same addresses are the same clients, and as many are counted. */
        boolean tellsApartAs(EachClient other) {
            return written.entries() == other.written.entries()
                    && written.prefix().equals(other.written.prefix());
        }

        private static EachClient of(ClientLimits limits) {
            return new EachClient(
                    limits.connections(),
                    rate(limits.connectionRate(), limits.burst()),
                    rate(limits.requestRate(), limits.burst()),
                    Prefixes.of(limits.exceptions()),
                    limits);
        }
    }

    static DoorRules of(HttpConfig config) {
        ClientLimits clients = config.capacity().clients();
        return new DoorRules(
                config.limits().connections(),
                rate(config.limits().connectionRate(), 0),
                rate(config.limits().requestRate(), 0),
                clients.isOn() ? EachClient.of(clients) : null);
    }

    /** Whether requests are looked at, beside those of connections that are turned away. */
    boolean countsRequests() {
        return requestRate != null || clients != null;
    }

    private static @Nullable Rate rate(int perSecond, int burst) {
        return perSecond == 0 ? null : Rate.of(perSecond, burst == 0 ? perSecond : burst);
    }
}
