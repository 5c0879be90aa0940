package io.steelyard.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.event.Event;
import io.steelyard.event.Severity;
import io.steelyard.health.CellId;
import io.steelyard.health.CellState;
import io.steelyard.pool.CheckDoubt;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the journal is told of health checks that real requests contradict. */
class DoubtEventsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Event> told = new ArrayList<>();
    private final DoubtEvents events = new DoubtEvents(told::add, Clock.fixed(NOW, ZoneOffset.UTC));
    private final CheckDoubt doubt = new CheckDoubt(
            new CellId("surveyor", "192.0.2.21:80", 0, "www.surveyor.lab"),
            CellState.UP,
            NOW,
            "the health check says up, but requests there failed one after another");

    @Test
    void a_suspect_check_is_told_with_both_sides() {
        events.raised(doubt);

        Event event = told.get(0);
        assertThat(event.kind()).isEqualTo("suspect-check");
        assertThat(event.severity()).isEqualTo(Severity.WARNING);
        assertThat(event.host()).isEqualTo("www.surveyor.lab");
        assertThat(event.sentence())
                .isEqualTo("Suspect check of 192.0.2.21:80 for www.surveyor.lab: the health check says up, but requests"
                        + " there failed one after another");
        assertThat(event.details()).containsEntry("says", "up").containsEntry("check", "0");
    }

    @Test
    void one_that_agrees_again_is_told_too() {
        events.settled(doubt);

        assertThat(told).extracting(Event::kind).containsExactly("suspect-check-over");
    }
}
