package io.steelyard.health;

import java.util.concurrent.CompletionStage;

/** One configured question that is put to real servers. Thread-safe, without state of its own. */
@FunctionalInterface
public interface HealthCheck {

    /**
     * Asks the target once. Never blocks; completes with a {@link Verdict} whatever happens, within the target's times.
     * A stage that fails is the check's own fault and counts as a failed probe.
     */
    CompletionStage<Verdict> probe(Target target, ProbeNetwork network);

    /**
     * Whether this check asks anything at all. The cells of one that does not are {@link CellState#UNCHECKED}: the
     * monitor says so once and never probes them.
     */
    default boolean asks() {
        return true;
    }
}
