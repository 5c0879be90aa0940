package io.steelyard.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.DampingConfig;
import io.steelyard.event.Event;
import io.steelyard.health.CellId;
import io.steelyard.health.CellState;
import io.steelyard.health.HealthChange;
import io.steelyard.health.Transcript;
import io.steelyard.health.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Flapping, on a clock that moves only when told to. */
class DampingTest {
    private static final DampingConfig CONFIG = new DampingConfig(3, Duration.ofSeconds(60), Duration.ofSeconds(30));
    private static final CellId CELL = new CellId("surveyor", "192.0.2.21:80", 0, "www.lab");

    private final List<Event> told = new ArrayList<>();
    private final TestClock clock = new TestClock();
    private final HealthEvents events = new HealthEvents(told::add, CONFIG, clock);
    private boolean up;

    private static final class TestClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private void change(CellId cell) {
        CellState from = up ? CellState.UP : CellState.DOWN;
        CellState to = up ? CellState.DOWN : CellState.UP;
        up = !up;
        Verdict verdict = new Verdict(up, up ? "HTTP 200" : "HTTP 500", Transcript.empty(clock.now));
        events.changed(new HealthChange(cell, from, to, clock.now, verdict));
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            clock.now = clock.now.plusSeconds(1);
            events.tick();
        }
    }

    private List<String> kinds() {
        return told.stream().map(Event::kind).toList();
    }

    @Test
    void changes_that_are_few_are_told_one_by_one() {
        for (int i = 0; i < 10; i++) {
            change(CELL);
            pass(25);
        }

        assertThat(kinds()).hasSize(10).allMatch(kind -> kind.equals("cell-up") || kind.equals("cell-down"));
    }

    @Test
    void a_cell_that_flaps_is_told_once_and_summed_up_when_it_is_calm() {
        for (int i = 0; i < 100; i++) {
            change(CELL);
            pass(2);
        }
        pass(30);

        assertThat(kinds()).containsExactly("cell-up", "cell-down", "cell-up", "cell-flapping", "cell-calm");
        assertThat(told.get(3).sentence())
                .isEqualTo("192.0.2.21:80 for www.lab is flapping: it changed more than 3 times within 1m; single"
                        + " changes are not told until it has been calm for 30s");
        assertThat(told.get(4).sentence())
                .isEqualTo("192.0.2.21:80 for www.lab is calm again and down since 2026-01-01T00:03:18Z: it changed 97"
                        + " times in 192 s; HTTP 500");
    }

    @Test
    void after_the_calm_changes_are_told_one_by_one_again() {
        for (int i = 0; i < 10; i++) {
            change(CELL);
        }
        pass(31);
        told.clear();

        change(CELL);

        assertThat(kinds()).containsExactly("cell-up");
    }

    @Test
    void one_cell_that_flaps_keeps_no_other_from_being_told() {
        for (int i = 0; i < 10; i++) {
            change(CELL);
        }
        told.clear();

        change(new CellId("surveyor", "192.0.2.22:80", 0, "www.lab"));

        assertThat(kinds()).containsExactly("cell-up");
    }
}
