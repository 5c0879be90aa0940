package io.steelyard.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BeatsTest {
    private final SimulatedTime time = new SimulatedTime();
    private final Beats beats = new Beats(time);
    private final List<String> kept = new ArrayList<>();

    private ProbeTimer.Appointment in(long micros, String name) {
        return beats.schedule(() -> kept.add(name + " at " + time.nanos() / 1000), micros * 1000);
    }

    @Test
    void what_is_due_within_one_beat_happens_together_at_its_end_and_never_early() {
        in(1, "a");
        in(10_000, "b");
        in(10_001, "c");
        in(0, "now");
        assertThat(time.appointments()).isEqualTo(3);

        time.pass(Duration.ofMillis(20));

        assertThat(kept).containsExactly("now at 0", "a at 10000", "b at 10000", "c at 20000");
    }

    @Test
    void a_cancelled_appointment_is_not_kept_and_the_last_of_a_beat_takes_its_timer_along() {
        List<ProbeTimer.Appointment> all =
                IntStream.range(0, 4).mapToObj(i -> in(5000, "p" + i)).toList();
        ProbeTimer.Appointment lonely = in(15_000, "lonely");

        all.get(0).cancel();
        all.get(0).cancel();
        all.get(2).cancel();
        lonely.cancel();

        assertThat(time.appointments()).isEqualTo(1);
        time.pass(Duration.ofSeconds(1));
        assertThat(kept).containsExactlyInAnyOrder("p1 at 10000", "p3 at 10000");
    }

    @Test
    void what_is_cancelled_by_another_of_the_same_beat_is_not_kept() {
        List<ProbeTimer.Appointment> later = new ArrayList<>();
        beats.schedule(() -> later.forEach(ProbeTimer.Appointment::cancel), 1);
        later.add(in(1, "cancelled"));
        in(1, "kept");

        time.pass(Duration.ofSeconds(1));

        assertThat(kept).containsExactly("kept at 10000");
    }

    @Test
    void what_is_appointed_during_a_beat_comes_with_a_later_one_or_at_once() {
        beats.schedule(
                () -> {
                    in(0, "at once");
                    in(1, "next");
                },
                1);

        time.pass(Duration.ofSeconds(1));

        assertThat(kept).containsExactly("at once at 10000", "next at 20000");
    }

    @Test
    void one_that_fails_keeps_no_other_from_its_turn() {
        beats.schedule(
                () -> {
                    throw new IllegalStateException("meant to fail in this test");
                },
                1);
        in(1, "other");

        time.pass(Duration.ofSeconds(1));

        assertThat(kept).containsExactly("other at 10000");
        assertThat(time.appointments()).isZero();
    }
}
