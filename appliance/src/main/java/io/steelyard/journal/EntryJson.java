package io.steelyard.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.steelyard.event.Event;
import io.steelyard.event.Severity;
import io.steelyard.health.settings.Setting;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Journal entries as JSON: one object on one line, fields that say nothing left out. */
public final class EntryJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EntryJson() {}

    /** Writes the object. */
    public static void write(JsonGenerator out, JournalEntry entry) throws IOException {
        Event event = entry.event();
        out.writeStartObject();
        out.writeNumberField("number", entry.number());
        out.writeStringField("at", event.at().toString());
        out.writeStringField("severity", Setting.word(event.severity()));
        out.writeStringField("kind", event.kind());
        field(out, "virtualService", event.virtualService());
        field(out, "realServer", event.realServer());
        field(out, "host", event.host());
        out.writeStringField("sentence", event.sentence());
        if (!event.details().isEmpty()) {
            out.writeObjectFieldStart("details");
            for (Map.Entry<String, String> detail : event.details().entrySet()) {
                out.writeStringField(detail.getKey(), detail.getValue());
            }
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    /** The object on one line, without its end. */
    static String line(JournalEntry entry) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator out = JSON.createGenerator(text)) {
            write(out, entry);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a string failed", impossible);
        }
        return text.toString();
    }

    /** Null where the line is no entry: torn, or written by somebody else. */
    static @Nullable JournalEntry read(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            long number = node.path("number").asLong(0);
            if (number < 1) {
                return null;
            }
            Map<String, String> details = new TreeMap<>();
            node.path("details")
                    .properties()
                    .forEach(detail ->
                            details.put(detail.getKey(), detail.getValue().asText()));
            Severity severity = Severity.valueOf(
                    node.path("severity").asText().toUpperCase(Locale.ROOT).replace('-', '_'));
            return new JournalEntry(
                    number,
                    new Event(
                            Instant.parse(node.path("at").asText()),
                            severity,
                            node.path("kind").asText(),
                            text(node, "virtualService"),
                            text(node, "realServer"),
                            text(node, "host"),
                            node.path("sentence").asText(),
                            details));
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable String text(JsonNode node, String name) {
        return node.hasNonNull(name) ? node.get(name).asText() : null;
    }

    private static void field(JsonGenerator out, String name, @Nullable String value) throws IOException {
        if (value != null) {
            out.writeStringField(name, value);
        }
    }
}
