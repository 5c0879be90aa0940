package io.steelyard.pool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to a real server beside its health checks, as far as it matters for who gets requests. Immutable.
 *
 * @param ramp the share of its weight that it has since it came back, in percent, 1–100
 * @param ejections for each host name at most one
 * @param agent what the agent on its machine says
 * @param load what a number that was fetched from it makes of its weight
 * @param hostOrders what the administrator says of single host names on it; those that are not here are enabled
 */
public record ServerMarks(
        int ramp, List<Ejection> ejections, AgentWord agent, FetchedLoad load, Map<String, Order> hostOrders) {
    /** Nothing has happened. */
    public static final ServerMarks NONE = new ServerMarks(100, List.of(), AgentWord.NONE, FetchedLoad.NONE, Map.of());

    public ServerMarks {
        ejections = List.copyOf(ejections);
        hostOrders = Map.copyOf(hostOrders);
    }

    ServerMarks withRamp(int percent) {
        return new ServerMarks(percent, ejections, agent, load, hostOrders);
    }

    ServerMarks withEjection(Ejection ejection) {
        List<Ejection> next = new ArrayList<>(withoutEjection(ejection.host()).ejections);
        next.add(ejection);
        return new ServerMarks(ramp, next, agent, load, hostOrders);
    }

    ServerMarks withoutEjection(@Nullable String host) {
        return new ServerMarks(
                ramp,
                ejections.stream()
                        .filter(ejection -> !Objects.equals(ejection.host(), host))
                        .toList(),
                agent,
                load,
                hostOrders);
    }

    ServerMarks withAgent(AgentWord word) {
        return new ServerMarks(ramp, ejections, word, load, hostOrders);
    }

    ServerMarks withLoad(FetchedLoad now) {
        return new ServerMarks(ramp, ejections, agent, now, hostOrders);
    }

    ServerMarks withOrder(String host, Order order) {
        Map<String, Order> next = new HashMap<>(hostOrders);
        next.put(host, order);
        next.values().removeIf(any -> any == Order.ENABLE);
        return new ServerMarks(ramp, ejections, agent, load, next);
    }

    /** What the administrator says of this host name on it. */
    public Order order(@Nullable String host) {
        Order order = host == null ? null : hostOrders.get(host);
        return order == null ? Order.ENABLE : order;
    }

    /** That for this host name; null where there is none. */
    public @Nullable Ejection ejection(@Nullable String host) {
        for (Ejection ejection : ejections) {
            if (Objects.equals(ejection.host(), host)) {
                return ejection;
            }
        }
        return null;
    }

    /** The share of its weight that it has now, in percent. */
    int share() {
        return ramp * agent.percent() * load.percent() / 10_000;
    }
}
