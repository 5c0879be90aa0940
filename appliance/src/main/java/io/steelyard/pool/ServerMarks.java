package io.steelyard.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to a real server beside its health checks, as far as it matters for who gets requests. Immutable.
 *
 * @param ramp the share of its weight that it has since it came back, in percent, 1–100
 * @param ejections for each host name at most one
 * @param agent what the agent on its machine says
 */
public record ServerMarks(int ramp, List<Ejection> ejections, AgentWord agent) {
    /** Nothing has happened. */
    public static final ServerMarks NONE = new ServerMarks(100, List.of(), AgentWord.NONE);

    public ServerMarks {
        ejections = List.copyOf(ejections);
    }

    ServerMarks withRamp(int percent) {
        return new ServerMarks(percent, ejections, agent);
    }

    ServerMarks withEjection(Ejection ejection) {
        List<Ejection> next = new ArrayList<>(withoutEjection(ejection.host()).ejections);
        next.add(ejection);
        return new ServerMarks(ramp, next, agent);
    }

    ServerMarks withoutEjection(@Nullable String host) {
        return new ServerMarks(
                ramp,
                ejections.stream()
                        .filter(ejection -> !Objects.equals(ejection.host(), host))
                        .toList(),
                agent);
    }

    ServerMarks withAgent(AgentWord word) {
        return new ServerMarks(ramp, ejections, word);
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
        return ramp * agent.percent() / 100;
    }
}
