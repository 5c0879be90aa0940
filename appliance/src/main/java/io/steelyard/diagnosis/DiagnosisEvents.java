package io.steelyard.diagnosis;

import io.steelyard.event.Event;
import io.steelyard.event.EventListener;
import io.steelyard.event.Severity;
import io.steelyard.health.CellId;
import io.steelyard.health.Diagnosis;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells of diagnoses that are new and of those that hold no more. One that comes to hold for more or fewer cells, with some
 * of them the same, is the same one to a reader, and is not told again.
 */
final class DiagnosisEvents {
    private final EventListener listener;
    private final Clock clock;

    DiagnosisEvents(EventListener listener, Clock clock) {
        this.listener = listener;
        this.clock = clock;
    }

    void changed(List<Diagnosis> before, List<Diagnosis> after) {
        for (Diagnosis gone : before) {
            if (after.stream().noneMatch(other -> goesOn(gone, other))) {
                listener.happened(event(gone, Severity.NOTICE, "diagnosis-over", "No longer so: " + gone.sentence()));
            }
        }
        for (Diagnosis found : after) {
            if (before.stream().noneMatch(other -> goesOn(other, found))) {
                listener.happened(event(
                        found,
                        Severity.WARNING,
                        "diagnosis-found",
                        found.sentence() + ". " + found.fix().words()));
            }
        }
    }

    private static boolean goesOn(Diagnosis one, Diagnosis other) {
        return one.kind().equals(other.kind())
                && one.check() == other.check()
                && one.cells().stream().anyMatch(other.cells()::contains);
    }

    private Event event(Diagnosis diagnosis, Severity severity, String kind, String sentence) {
        return new Event(
                clock.instant(),
                severity,
                kind,
                diagnosis.virtualService(),
                common(diagnosis, CellId::realServer),
                common(diagnosis, CellId::host),
                sentence,
                Map.of("diagnosis", diagnosis.kind(), "check", String.valueOf(diagnosis.check())));
    }

    /** What all its cells have in common; null where they differ. */
    private static @Nullable String common(Diagnosis diagnosis, Function<CellId, @Nullable String> part) {
        @Nullable String first = part.apply(diagnosis.cells().get(0));
        return diagnosis.cells().stream().allMatch(cell -> Objects.equals(part.apply(cell), first)) ? first : null;
    }
}
