package io.steelyard.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with a request, as RFC 9457 has it.
 *
 * @param detail what was wrong and what would be right, in one sentence or two
 * @param culprit the one value that was wrong; null where it is not one value
 * @param faults everything wrong with a configuration; empty where it is about something else
 * @param flags more that programs want to know, by name
 */
public record Problem(
        HttpStatus status, String detail, @Nullable Culprit culprit, List<Fault> faults, Map<String, Boolean> flags) {
    private static final MediaType TYPE = MediaType.create("application", "problem+json");
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * A value that can't be.
     *
     * @param path where it stands
     * @param value as it was given; null where it is missing
     * @param allowed what could stand there, at most the first {@value #MOST_ALLOWED}; empty where that can't be listed
     */
    public record Culprit(String path, @Nullable String value, List<String> allowed) {
        static final int MOST_ALLOWED = 100;

        public Culprit {
            allowed = allowed.stream().limit(MOST_ALLOWED).toList();
        }
    }

    /**
     * One thing wrong with a configuration.
     *
     * @param path in the whole configuration; empty for the whole itself
     * @param field the same within what was sent; null where it is elsewhere, or the whole was sent
     * @param line in the text that was sent; 0 where none was
     */
    public record Fault(String path, @Nullable String field, String message, int line) {}

    public Problem {
        faults = List.copyOf(faults);
    }

    public Problem(HttpStatus status, String detail) {
        this(status, detail, null, List.of());
    }

    public Problem(HttpStatus status, String detail, @Nullable Culprit culprit) {
        this(status, detail, culprit, List.of());
    }

    public Problem(HttpStatus status, String detail, @Nullable Culprit culprit, List<Fault> faults) {
        this(status, detail, culprit, faults, Map.of());
    }

    /** The same with one flag. */
    Problem with(String flag, boolean value) {
        return new Problem(status, detail, culprit, faults, Map.of(flag, value));
    }

    public HttpResponse response() {
        return whole().toHttpResponse();
    }

    AggregatedHttpResponse whole() {
        ResponseHeaders headers = ResponseHeaders.builder(status)
                .contentType(TYPE)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .build();
        return AggregatedHttpResponse.of(headers, HttpData.wrap(json()));
    }

    private byte[] json() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("type", "about:blank");
            out.writeStringField("title", status.reasonPhrase());
            out.writeNumberField("status", status.code());
            out.writeStringField("detail", detail);
            for (Map.Entry<String, Boolean> flag : flags.entrySet()) {
                out.writeBooleanField(flag.getKey(), flag.getValue());
            }
            if (culprit != null) {
                out.writeStringField("path", culprit.path());
                out.writeStringField("value", culprit.value());
                out.writeArrayFieldStart("allowed");
                for (String value : culprit.allowed()) {
                    out.writeString(value);
                }
                out.writeEndArray();
            }
            writeFaults(out);
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("an array of bytes failed", impossible);
        }
        return bytes.toByteArray();
    }

    private void writeFaults(JsonGenerator out) throws IOException {
        if (faults.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart("problems");
        for (Fault fault : faults) {
            out.writeStartObject();
            out.writeStringField("path", fault.path());
            out.writeStringField("message", fault.message());
            if (fault.field() != null) {
                out.writeStringField("field", fault.field());
            }
            if (fault.line() > 0) {
                out.writeNumberField("line", fault.line());
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
