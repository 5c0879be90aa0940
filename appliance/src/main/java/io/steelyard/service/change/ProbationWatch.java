package io.steelyard.service.change;

import io.steelyard.pool.ServiceState;
import io.steelyard.service.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Watches a revision on probation: whether a virtual service that was up, and that the change concerned, goes down. What is
 * pending has its verdicts still to come and does no harm yet; what is down must be so for {@link #SURE}, since a
 * verdict that takes a real server out may be followed at once by one that brings another in. Not thread-safe.
 */
final class ProbationWatch {
    static final Duration SURE = Duration.ofSeconds(1);

    private static final Set<ServiceState> SERVES =
            EnumSet.of(ServiceState.UP, ServiceState.DEGRADED, ServiceState.UNCHECKED);
    private static final Set<ServiceState> SERVES_NOT =
            EnumSet.of(ServiceState.DOWN, ServiceState.SORRY, ServiceState.REDIRECT);

    private final Set<String> served = new TreeSet<>();
    private final Map<String, Instant> downSince = new TreeMap<>();

    /** @param before what the virtual services were at before the change */
    ProbationWatch(Map<String, ServiceState> before, Plan plan) {
        before.forEach((name, state) -> {
            if (SERVES.contains(state) && plan.concerns(name)) {
                served.add(name);
            }
        });
    }

    /** What harm it does, as a sentence without a full stop; null where it does none. */
    @Nullable
    String harm(Map<String, ServiceState> states, Instant now) {
        for (String name : served) {
            ServiceState state = states.get(name);
            if (state == null || !SERVES_NOT.contains(state)) {
                downSince.remove(name);
            } else if (!now.isBefore(
                    downSince.computeIfAbsent(name, first -> now).plus(SURE))) {
                return "the virtual service " + name + " was up before it and went down";
            }
        }
        return null;
    }
}
