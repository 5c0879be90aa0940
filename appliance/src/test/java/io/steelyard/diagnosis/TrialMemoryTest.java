package io.steelyard.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.health.Transcript;
import io.steelyard.health.Trial;
import io.steelyard.health.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrialMemoryTest {
    private static final Trial FIRST = Trial.of("192.0.2.21:80", "http", Map.of(), "www.surveyor.lab");
    private static final Trial SECOND = Trial.of("192.0.2.22:80", "http", Map.of(), "www.surveyor.lab");
    private static final Verdict UP = Verdict.up("HTTP 200", Transcript.empty(Instant.EPOCH));

    private final TrialMemory memory = new TrialMemory();

    @Test
    void what_is_wanted_twice_is_tried_once() {
        assertThat(memory.begin(List.of(FIRST))).containsExactly(FIRST);

        assertThat(memory.begin(List.of(FIRST, SECOND))).containsExactly(SECOND);
        assertThat(memory.all()).containsExactly(FIRST, SECOND);
    }

    @Test
    void what_came_out_is_remembered_and_not_tried_again() {
        memory.begin(List.of(FIRST));

        assertThat(memory.ended(FIRST.with(UP))).isTrue();

        assertThat(memory.all()).containsExactly(FIRST.with(UP));
        assertThat(memory.begin(List.of(FIRST))).isEmpty();
    }

    @Test
    void what_nobody_wants_any_more_is_forgotten_and_tried_anew_when_it_is_wanted_again() {
        memory.begin(List.of(FIRST));
        memory.ended(FIRST.with(UP));

        memory.begin(List.of());

        assertThat(memory.all()).isEmpty();
        assertThat(memory.begin(List.of(FIRST))).containsExactly(FIRST);
    }

    @Test
    void what_ends_when_nobody_wants_it_any_more_is_left_out() {
        memory.begin(List.of(FIRST));
        memory.begin(List.of(SECOND));

        assertThat(memory.ended(FIRST.with(UP))).isFalse();
        assertThat(memory.all()).containsExactly(SECOND);
    }
}
