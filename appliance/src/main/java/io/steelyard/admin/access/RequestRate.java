package io.steelyard.admin.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;

/**
 * How many requests an address may make: so many at once, and so many a second for long. Bounded: whoever asked longest
 * ago makes room, and begins anew. Thread-safe.
 */
final class RequestRate {
    static final int AT_ONCE = 1000;
    static final int PER_SECOND = 100;
    static final int MOST = 10_000;

    private final Clock clock;
    private final LinkedHashMap<String, Left> addresses = new LinkedHashMap<>();

    private record Left(double requests, Instant at) {}

    RequestRate(Clock clock) {
        this.clock = clock;
    }

    /** Whether this address may make one more request now. */
    synchronized boolean allows(String address) {
        Instant now = clock.instant();
        Left left = addresses.remove(address);
        double have = AT_ONCE;
        if (left != null) {
            double seconds = Math.max(0, Duration.between(left.at(), now).toNanos() / 1e9);
            have = Math.min(AT_ONCE, left.requests() + seconds * PER_SECOND);
        }
        boolean allowed = have >= 1;
        addresses.put(address, new Left(allowed ? have - 1 : have, now));
        if (addresses.size() > MOST) {
            addresses.remove(addresses.keySet().iterator().next());
        }
        return allowed;
    }
}
