package io.steelyard.event;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened and that somebody may want to know of later. Immutable.
 *
 * @param kind one word for programs, such as {@code cell-down}; stable
 * @param virtualService what it is about; null where it is about the whole appliance
 * @param realServer as {@code address:port}; null where it is about none
 * @param host the host name; null where it is about none
 * @param sentence what happened, on one line
 * @param details more for programs, by name
 */
public record Event(
        Instant at,
        Severity severity,
        String kind,
        @Nullable String virtualService,
        @Nullable String realServer,
        @Nullable String host,
        String sentence,
        Map<String, String> details) {
    public Event {
        details = Collections.unmodifiableMap(new TreeMap<>(details));
    }

    /** One about the appliance as a whole. */
    public static Event of(Instant at, Severity severity, String kind, String sentence) {
        return new Event(at, severity, kind, null, null, null, sentence, Map.of());
    }
}
