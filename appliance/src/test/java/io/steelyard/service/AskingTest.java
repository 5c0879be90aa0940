package io.steelyard.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.health.Target;
import io.steelyard.health.Transcript;
import io.steelyard.health.Verdict;
import io.steelyard.pool.SimulatedTime;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** One real server that is asked again and again, in simulated time. */
class AskingTest {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final SimulatedTime time = new SimulatedTime();
    private final List<CompletableFuture<Verdict>> asked = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();

    private final class Hearing implements Asking.Listener {
        @Override
        public void answered(String answer) {
            heard.add("answered: " + answer);
        }

        @Override
        public void unanswered(String why) {
            heard.add("unanswered: " + why);
        }
    }

    private Asking begun() {
        TcpOnly network = (target, conversation) -> {
            asked.add(new CompletableFuture<>());
            return asked.get(asked.size() - 1);
        };
        Target target =
                new Target(new InetSocketAddress("192.0.2.1", 80), null, Duration.ofSeconds(1), Duration.ofSeconds(1));
        Asking asking = new Asking(
                target,
                dialogue -> CompletableFuture.completedFuture(dialogue.up("")),
                INTERVAL,
                new Hearing(),
                network,
                time);
        asking.begin();
        time.pass(Duration.ofSeconds(1));
        return asking;
    }

    private void ends(Verdict verdict) {
        asked.get(asked.size() - 1).complete(verdict);
        time.pass(Duration.ZERO);
    }

    private Transcript transcript() {
        return Transcript.empty(time.instant());
    }

    @Test
    void an_answer_a_failure_and_a_fault_of_ours_are_told_and_it_is_asked_again() {
        begun();
        ends(Verdict.up("fine", transcript()));
        time.pass(INTERVAL);
        ends(Verdict.down("connection refused", transcript()));
        time.pass(INTERVAL);
        asked.get(2).completeExceptionally(new IllegalStateException("oh"));
        time.pass(INTERVAL);

        assertThat(heard)
                .containsExactly(
                        "answered: fine",
                        "unanswered: connection refused",
                        "unanswered: java.lang.IllegalStateException: oh");
        assertThat(asked).hasSize(4);
    }

    @Test
    void it_is_asked_again_an_interval_after_it_was_asked_and_not_after_it_answered() {
        begun();
        time.pass(Duration.ofSeconds(3));
        ends(Verdict.up("late", transcript()));

        time.pass(Duration.ofSeconds(1));

        assertThat(asked).hasSize(2);
    }

    @Test
    void it_is_not_asked_while_it_thinks_and_at_once_when_that_took_longer_than_the_interval() {
        begun();
        time.pass(INTERVAL.multipliedBy(3));
        assertThat(asked).hasSize(1);

        ends(Verdict.up("very late", transcript()));

        assertThat(asked).hasSize(2);
    }

    @Test
    void what_is_answered_after_the_stop_is_not_heard() {
        Asking asking = begun();
        asking.stop();
        ends(Verdict.up("too late", transcript()));
        time.pass(INTERVAL);

        assertThat(heard).isEmpty();
        assertThat(asked).hasSize(1);
        assertThat(time.appointments()).isZero();
    }
}
