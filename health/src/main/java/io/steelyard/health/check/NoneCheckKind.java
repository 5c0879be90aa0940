package io.steelyard.health.check;

import io.steelyard.health.HealthCheck;
import io.steelyard.health.HealthCheckKind;
import io.steelyard.health.ProbeNetwork;
import io.steelyard.health.Target;
import io.steelyard.health.Transcript;
import io.steelyard.health.Verdict;
import io.steelyard.health.settings.Settings;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code none}: asks nothing; its cells are unchecked and take traffic. */
public final class NoneCheckKind implements HealthCheckKind {

    @Override
    public String type() {
        return "none";
    }

    @Override
    public HealthCheck create(Settings settings) {
        return new Nothing();
    }

    private static final class Nothing implements HealthCheck {
        @Override
        public CompletionStage<Verdict> probe(Target target, ProbeNetwork network) {
            return CompletableFuture.completedFuture(
                    Verdict.up("nothing is asked of it", Transcript.empty(Instant.EPOCH)));
        }

        @Override
        public boolean asks() {
            return false;
        }
    }
}
