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
            long ended = nanoTime.getAsLong() - startedNanos;
            String said = run == null ? "" : run.output();
            String asked = String.join(" ", command);
            if (run == null || run.equals(Run.NO_TURN)) {
                return Verdict.voided(lack(failure), new Transcript(startedAt, -1, -1, -1, ended, asked, said));
            }
            PingAnswer answer = run.equals(Run.TOO_LATE)
                    ? PingAnswer.silent(target.responseTimeout())
                    : PingAnswer.read(run.exit(), run.output(), target.responseTimeout());
            long answered = answer.up() ? ended : -1;
            return new Verdict(
                    answer.up(),
                    answer.reason(),
                    new Transcript(startedAt, -1, -1, answered, ended, asked, said),
                    answer.failure());
        });
    }

    private static String lack(@Nullable Throwable failure) {
        if (failure == null) {
            return "the appliance runs " + PingProgram.MAX_AT_ONCE + " pings already";
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return PingAnswer.notRun(String.valueOf(cause.getMessage())).reason();
    }
}
