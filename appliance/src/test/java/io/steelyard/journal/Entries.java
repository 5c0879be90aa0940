package io.steelyard.journal;

import io.steelyard.event.Event;
import io.steelyard.event.Severity;
import java.time.Instant;
import java.util.Map;

/** Journal entries for tests. */
final class Entries {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private Entries() {}

    static Event event(String sentence) {
        return new Event(
                AT,
                Severity.ERROR,
                "cell-down",
                "surveyor",
                "192.0.2.21:80",
                "www.lab",
                sentence,
                Map.of("to", "down"));
    }

    static JournalEntry entry(long number) {
        return new JournalEntry(number, event("event " + number));
    }
}
