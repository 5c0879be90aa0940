package io.steelyard.admin.access;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long somebody who failed has to wait: the first few failures cost nothing, each one after doubles the wait, up to a
 * limit; a quiet time forgets them. Bounded: whoever failed longest ago makes room. Not thread-safe.
 */
final class Delays {
    static final int MOST = 10_000;
    private static final Duration FORGET_AFTER = Duration.ofHours(1);

    private final int free;
    private final Duration first;
    private final Duration longest;
    private final LinkedHashMap<String, Failures> failures = new LinkedHashMap<>();

    private record Failures(int count, Instant last, Instant until) {}

    /**
     * @param free failures that cost nothing
     * @param first the wait after the next one
     * @param longest less than an hour
     */
    Delays(int free, Duration first, Duration longest) {
        this.free = free;
        this.first = first;
        this.longest = longest;
    }

    /** How long this one has to wait yet; zero for not at all. */
    Duration wait(String who, Instant now) {
        Failures known = failures.get(who);
        return known == null || !now.isBefore(known.until()) ? Duration.ZERO : Duration.between(now, known.until());
    }

    /** One more failure; how long to wait after it. */
    Duration failed(String who, Instant now) {
        forget(now);
        Failures known = failures.remove(who);
        int count = known == null ? 1 : known.count() + 1;
        Duration wait = count <= free ? Duration.ZERO : doubled(count - free - 1);
        failures.put(who, new Failures(count, now, now.plus(wait)));
        return wait;
    }

    void succeeded(String who) {
        failures.remove(who);
    }

    int size() {
        return failures.size();
    }

    private Duration doubled(int times) {
        Duration wait = times >= 20 ? longest : first.multipliedBy(1L << times);
        return wait.compareTo(longest) > 0 ? longest : wait;
    }

    /** The map is in the order of the last failures, so the first is the oldest. */
    private void forget(Instant now) {
        var oldest = failures.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<String, Failures> next = oldest.next();
            boolean old = !now.isBefore(next.getValue().last().plus(FORGET_AFTER));
            if (!old && failures.size() < MOST) {
                return;
            }
            oldest.remove();
        }
    }
}
