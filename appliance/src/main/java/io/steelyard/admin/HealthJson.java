package io.steelyard.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import io.steelyard.health.CellId;
import io.steelyard.health.Diagnosis;
import io.steelyard.health.HealthChange;
import io.steelyard.health.Transcript;
import io.steelyard.health.Trial;
import io.steelyard.health.Trials;
import io.steelyard.health.Verdict;
import io.steelyard.health.settings.Setting;
import io.steelyard.health.tls.CertificateFacts;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What health checks found, as JSON. Times are milliseconds; bytes are text with one character per byte. */
final class HealthJson {
    private static final double NANOS_PER_MILLI = 1_000_000;

    private HealthJson() {}

    static void verdict(JsonGenerator out, Verdict verdict) throws IOException {
        Transcript transcript = verdict.transcript();
        out.writeStartObject();
        out.writeStringField("at", transcript.startedAt().toString());
        out.writeBooleanField("up", verdict.up());
        out.writeStringField("reason", verdict.reason());
        if (verdict.failure() != null) {
            out.writeStringField("failure", Setting.word(verdict.failure()));
        }
        millis(out, "connectedMs", transcript.connectedNanos());
        millis(out, "tlsMs", transcript.tlsNanos());
        millis(out, "firstByteMs", transcript.firstByteNanos());
        millis(out, "endedMs", transcript.endedNanos());
        out.writeStringField("sent", transcript.sent());
        out.writeStringField("received", transcript.received());
        certificate(out, transcript.certificate());
        out.writeEndObject();
    }

    private static void certificate(JsonGenerator out, @Nullable CertificateFacts facts) throws IOException {
        if (facts == null) {
            return;
        }
        out.writeObjectFieldStart("certificate");
        out.writeStringField("subject", facts.subject());
        out.writeStringField("notAfter", facts.notAfter().toString());
        out.writeNumberField("daysLeft", facts.daysLeft());
        out.writeBooleanField("nameMatches", facts.nameMatches());
        out.writeEndObject();
    }

    private static void millis(JsonGenerator out, String name, long nanos) throws IOException {
        if (nanos >= 0) {
            out.writeNumberField(name, nanos / NANOS_PER_MILLI);
        }
    }

    static void transition(JsonGenerator out, HealthChange change) throws IOException {
        out.writeStartObject();
        out.writeStringField("at", change.at().toString());
        out.writeStringField("from", Setting.word(change.from()));
        out.writeStringField("to", Setting.word(change.to()));
        out.writeStringField("reason", change.verdict().reason());
        out.writeEndObject();
    }

    static void diagnosis(JsonGenerator out, Diagnosis diagnosis, Trials trials) throws IOException {
        out.writeStartObject();
        out.writeStringField("kind", diagnosis.kind());
        out.writeStringField("virtualService", diagnosis.virtualService());
        out.writeNumberField("check", diagnosis.check());
        out.writeStringField("sentence", diagnosis.sentence());
        out.writeArrayFieldStart("cells");
        for (CellId cell : diagnosis.cells()) {
            out.writeStartObject();
            cell(out, cell);
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayFieldStart("evidence");
        for (Diagnosis.Evidence evidence : diagnosis.evidence()) {
            out.writeStartObject();
            cell(out, evidence.cell());
            out.writeStringField("at", evidence.at().toString());
            out.writeStringField("verdict", evidence.verdict());
            out.writeStringField("sent", evidence.sent());
            out.writeStringField("received", evidence.received());
            out.writeEndObject();
        }
        out.writeEndArray();
        fix(out, diagnosis.fix());
        out.writeArrayFieldStart("proof");
        for (Trial trial : diagnosis.proof()) {
            out.writeStartObject();
            trial(out, trial, trials);
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void fix(JsonGenerator out, Diagnosis.Fix fix) throws IOException {
        out.writeObjectFieldStart("fix");
        out.writeStringField("words", fix.words());
        out.writeArrayFieldStart("edits");
        for (Diagnosis.Edit edit : fix.edits()) {
            out.writeStartObject();
            out.writeStringField("path", edit.path());
            out.writeFieldName("value");
            value(out, edit.value());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    static void cell(JsonGenerator out, CellId cell) throws IOException {
        out.writeStringField("realServer", cell.realServer());
        out.writeStringField("host", cell.host());
    }

    /** The fields of a trial, with how it went where it was made; its secrets are hidden. */
    static void trial(JsonGenerator out, Trial trial, Trials trials) throws IOException {
        out.writeStringField("realServer", trial.realServer());
        out.writeStringField("host", trial.host());
        out.writeStringField("type", trial.type());
        out.writeFieldName("settings");
        value(out, trials.shown(trial));
        out.writeBooleanField("tried", trial.verdict() != null);
        if (trial.verdict() != null) {
            out.writeFieldName("verdict");
            verdict(out, trial.verdict());
        }
    }

    private static void value(JsonGenerator out, @Nullable Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.writeFieldName(String.valueOf(entry.getKey()));
                value(out, entry.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof Collection<?> list) {
            out.writeStartArray();
            for (Object item : list) {
                value(out, item);
            }
            out.writeEndArray();
        } else if (value == null) {
            out.writeNull();
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof Integer || value instanceof Long) {
            out.writeNumber(((Number) value).longValue());
        } else {
            out.writeString(String.valueOf(value));
        }
    }
}
