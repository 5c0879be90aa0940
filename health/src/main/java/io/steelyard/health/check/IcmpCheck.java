package io.steelyard.health.check;

import io.steelyard.health.HealthCheck;
import io.steelyard.health.ProbeNetwork;
import io.steelyard.health.Target;
import io.steelyard.health.Transcript;
import io.steelyard.health.Verdict;
import io.steelyard.health.check.PingProgram.Run;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Sends one ping. Its transcript holds the command and what it said. */
final class IcmpCheck implements HealthCheck {
    private final PingProgram ping;
    private final Clock clock;
    private final LongSupplier nanoTime;

    IcmpCheck(PingProgram ping, Clock clock, LongSupplier nanoTime) {
        this.ping = ping;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    @Override
    public CompletionStage<Verdict> probe(Target target, ProbeNetwork network) {
        Instant startedAt = clock.instant();
        long startedNanos = nanoTime.getAsLong();
        List<String> command = ping.command(target.address().getAddress(), target.responseTimeout());
        return ping.run(command, target.responseTimeout()).handle((run, failure) -> {
            PingAnswer answer = answer(run, failure, target);
            long ended = nanoTime.getAsLong() - startedNanos;
            String said = run == null ? "" : run.output();
            Transcript transcript = new Transcript(
                    startedAt, -1, -1, answer.up() ? ended : -1, ended, String.join(" ", command), said, null);
            return new Verdict(answer.up(), answer.reason(), transcript, answer.failure());
        });
    }

    private static PingAnswer answer(@Nullable Run run, @Nullable Throwable failure, Target target) {
        if (run == null) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            String said = cause == null ? "" : String.valueOf(cause.getMessage());
            return PingAnswer.notRun(said);
        }
        return run.exit() < 0
                ? PingAnswer.silent(target.responseTimeout())
                : PingAnswer.read(run.exit(), run.output(), target.responseTimeout());
    }
}
