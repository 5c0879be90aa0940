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
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with a request, as RFC 9457 has it.
 *
 * @param detail what was wrong and what would be right, in one sentence or two
 * @param culprit the one value that was wrong; null where it is not one value
 */
record Problem(HttpStatus status, String detail, @Nullable Culprit culprit) {
    private static final MediaType TYPE = MediaType.create("application", "problem+json");
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * A value that can't be.
     *
     * @param path where it stands
     * @param value as it was given; null where it is missing
     * @param allowed what could stand there, at most the first {@value #MOST_ALLOWED}; empty where that can't be listed
     */
    record Culprit(String path, @Nullable String value, List<String> allowed) {
        static final int MOST_ALLOWED = 100;

        Culprit {
            allowed = allowed.stream().limit(MOST_ALLOWED).toList();
        }
    }

    Problem(HttpStatus status, String detail) {
        this(status, detail, null);
    }

    HttpResponse response() {
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
            if (culprit != null) {
                out.writeStringField("path", culprit.path());
                out.writeStringField("value", culprit.value());
                out.writeArrayFieldStart("allowed");
                for (String value : culprit.allowed()) {
                    out.writeString(value);
                }
                out.writeEndArray();
            }
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("an array of bytes failed", impossible);
        }
        return bytes.toByteArray();
    }
}
