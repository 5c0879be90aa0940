package io.steelyard.health.check;

import io.steelyard.health.HealthCheck;
import io.steelyard.health.ProbeNetwork;
import io.steelyard.health.Target;
import io.steelyard.health.Transcript;
import io.steelyard.health.Verdict;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request on a fresh connection and judges the answer; follows redirects on the same server where it is told
 * to, each on a connection of its own, all of them within the target's times.
 */
final class HttpCheck implements HealthCheck {
    private static final Duration TOO_LITTLE = Duration.ofMillis(20);

    private final HttpQuestion question;
    private final HttpExpectation expectation;
    private final Connecting connecting;
    private final int hops;

    /** @param hops how many redirects are followed, 0 for none */
    HttpCheck(HttpQuestion question, HttpExpectation expectation, Connecting connecting, int hops) {
        this.question = question;
        this.expectation = expectation;
        this.connecting = connecting;
        this.hops = hops;
    }

    @Override
    public CompletionStage<Verdict> probe(Target target, ProbeNetwork network) {
        Target asked = connecting.port().of(target);
        return visit(asked, network, question, HttpTrail.start(question.place(asked), hops), null);
    }

    private CompletionStage<Verdict> visit(
            Target target, ProbeNetwork network, HttpQuestion asked, HttpTrail trail, @Nullable Transcript before) {
        Target inTime = before == null ? target : within(target, before);
        if (inTime.responseTimeout().compareTo(TOO_LITTLE) < 0 && before != null) {
            return CompletableFuture.completedFuture(Verdict.down(trail.tooSlow(), before));
        }
        HttpConversation conversation = new HttpConversation(asked, expectation, trail, target.host() != null);
        return connecting.open(inTime, network, conversation).thenCompose(verdict -> {
            Transcript soFar = before == null ? verdict.transcript() : before.then(verdict.transcript());
            HttpConversation.Next next = conversation.next();
            if (next != null) {
                return visit(target, network, asked.following(next.code(), next.place()), next.trail(), soFar);
            }
            return before == null
                    ? CompletableFuture.completedFuture(verdict)
                    : CompletableFuture.completedFuture(
                            new Verdict(verdict.up(), verdict.reason() + trail.words(), soFar, verdict.failure()));
        });
    }

    /** The same target with what is left of its times, in their proportion. */
    private static Target within(Target target, Transcript before) {
        Duration whole = target.connectTimeout().plus(target.responseTimeout());
        double left = Math.max(0, 1 - (double) before.endedNanos() / whole.toNanos());
        return new Target(
                target.address(),
                target.host(),
                part(target.connectTimeout(), left),
                part(target.responseTimeout(), left),
                target.greeting());
    }

    private static Duration part(Duration whole, double share) {
        return Duration.ofMillis((long) (whole.toMillis() * share));
    }
}
