package io.steelyard.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HealthStateTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Thresholds THRESHOLDS = new Thresholds(2, 3);

    private static Verdict verdict(boolean up, int number) {
        return new Verdict(up, (up ? "up " : "down ") + number, Transcript.empty(START));
    }

    private static HealthState after(boolean... verdicts) {
        HealthState state = HealthState.pending(START);
        for (int i = 0; i < verdicts.length; i++) {
            state = state.after(verdict(verdicts[i], i), THRESHOLDS, START.plusSeconds(i + 1));
        }
        return state;
    }

    @Test
    void the_first_verdict_counts_at_once() {
        assertThat(after(true).state()).isEqualTo(CellState.UP);
        assertThat(after(false).state()).isEqualTo(CellState.DOWN);
        assertThat(HealthState.unchecked(START)
                        .after(verdict(false, 0), THRESHOLDS, START)
                        .state())
                .isEqualTo(CellState.DOWN);
    }

    @Test
    void fall_verdicts_in_a_row_take_a_cell_down() {
        assertThat(after(true, false, false).state()).isEqualTo(CellState.UP);
        assertThat(after(true, false, false, false).state()).isEqualTo(CellState.DOWN);
        assertThat(after(true, false, false, true, false, false).state()).isEqualTo(CellState.UP);
    }

    @Test
    void rise_verdicts_in_a_row_bring_it_up() {
        assertThat(after(false, true).state()).isEqualTo(CellState.DOWN);
        assertThat(after(false, true, true).state()).isEqualTo(CellState.UP);
    }

    @Test
    void since_is_when_the_state_changed_last() {
        assertThat(after(true, true, false).since()).isEqualTo(START.plusSeconds(1));
        assertThat(after(true, false, false, false).since()).isEqualTo(START.plusSeconds(4));
    }

    @Test
    void the_reason_is_that_of_the_last_verdict_that_agrees_with_the_state() {
        HealthState state = after(true, true, false);

        assertThat(state.reason()).isEqualTo("up 1");
        assertThat(state.last()).isEqualTo(verdict(false, 2));
    }

    @Test
    void it_is_changing_its_mind_while_verdicts_disagree() {
        assertThat(HealthState.pending(START).changingItsMind()).isFalse();
        assertThat(after(true).changingItsMind()).isFalse();
        assertThat(after(true, false).changingItsMind()).isTrue();
        assertThat(after(true, false, true).changingItsMind()).isFalse();
        assertThat(after(true, false, false, false).changingItsMind()).isFalse();
        assertThat(after(false, true).changingItsMind()).isTrue();
    }

    @Test
    void thresholds_below_one_are_refused() {
        assertThatThrownBy(() -> new Thresholds(0, 1)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> new Thresholds(1, 0)).hasMessageContaining("at least 1");
    }

    @Test
    void for_any_sequence_of_verdicts_the_state_is_that_of_the_reference() {
        for (long seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            Thresholds thresholds = new Thresholds(1 + random.nextInt(5), 1 + random.nextInt(5));
            double upShare = random.nextDouble();
            List<Boolean> verdicts = new ArrayList<>();
            HealthState state = HealthState.pending(START);
            for (int i = 0; i < 60; i++) {
                verdicts.add(random.nextDouble() < upShare);
                state = state.after(verdict(verdicts.get(i), i), thresholds, START);

                assertThat(state.state() == CellState.UP)
                        .as("seed %d, verdicts %s", seed, verdicts)
                        .isEqualTo(reference(verdicts, thresholds));
            }
        }
    }

    /** Looks at the whole sequence anew: up or not after all of it. */
    private static boolean reference(List<Boolean> verdicts, Thresholds thresholds) {
        boolean up = verdicts.get(0);
        for (int end = 1; end <= verdicts.size(); end++) {
            int needed = up ? thresholds.fall() : thresholds.rise();
            if (end >= needed && !verdicts.subList(end - needed, end).contains(up)) {
                up = !up;
            }
        }
        return up;
    }
}
