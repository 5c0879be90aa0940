package io.steelyard.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.event.Event;
import io.steelyard.event.Severity;
import io.steelyard.health.CellId;
import io.steelyard.health.Diagnosis;
import io.steelyard.health.Diagnosis.Fix;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiagnosisEventsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final CellId A = new CellId("surveyor", "192.0.2.21:80", 0, "www.surveyor.lab");
    private static final CellId B = new CellId("surveyor", "192.0.2.22:80", 0, "www.surveyor.lab");

    private final List<Event> heard = new ArrayList<>();
    private final DiagnosisEvents events = new DiagnosisEvents(heard::add, Clock.fixed(NOW, ZoneOffset.UTC));

    private static Diagnosis diagnosis(String kind, CellId... cells) {
        return new Diagnosis(
                kind, "surveyor", 0, List.of(cells), "It is " + kind, List.of(), Fix.elsewhere("Mend it"), List.of());
    }

    @Test
    void a_new_diagnosis_is_told_with_its_fix() {
        events.changed(List.of(), List.of(diagnosis("site-stopped", A)));

        assertThat(heard)
                .containsExactly(new Event(
                        NOW,
                        Severity.WARNING,
                        "diagnosis-found",
                        "surveyor",
                        "192.0.2.21:80",
                        "www.surveyor.lab",
                        "It is site-stopped. Mend it",
                        Map.of("diagnosis", "site-stopped", "check", "0")));
    }

    @Test
    void a_diagnosis_that_holds_no_more_is_told() {
        events.changed(List.of(diagnosis("site-stopped", A)), List.of());

        assertThat(heard).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo("diagnosis-over");
            assertThat(event.severity()).isEqualTo(Severity.NOTICE);
            assertThat(event.sentence()).isEqualTo("No longer so: It is site-stopped");
        });
    }

    @Test
    void a_diagnosis_that_comes_to_hold_for_more_or_fewer_cells_is_not_told_again() {
        events.changed(List.of(diagnosis("site-stopped", A)), List.of(diagnosis("site-stopped", A, B)));
        events.changed(List.of(diagnosis("site-stopped", A, B)), List.of(diagnosis("site-stopped", B)));

        assertThat(heard).isEmpty();
    }

    @Test
    void a_cell_that_comes_to_suffer_from_something_else_is_told_of_both() {
        events.changed(List.of(diagnosis("site-stopped", A)), List.of(diagnosis("application-pool-stopped", A)));

        assertThat(heard).extracting(Event::kind).containsExactly("diagnosis-over", "diagnosis-found");
    }

    @Test
    void the_same_on_other_cells_altogether_is_another_diagnosis() {
        events.changed(List.of(diagnosis("site-stopped", A)), List.of(diagnosis("site-stopped", B)));

        assertThat(heard).extracting(Event::realServer).containsExactly("192.0.2.21:80", "192.0.2.22:80");
    }

    @Test
    void what_holds_for_several_real_servers_names_none_and_the_host_name_they_share() {
        events.changed(List.of(), List.of(diagnosis("host-name-unknown", A, B)));

        assertThat(heard).singleElement().satisfies(event -> {
            assertThat(event.realServer()).isNull();
            assertThat(event.host()).isEqualTo("www.surveyor.lab");
        });
    }
}
