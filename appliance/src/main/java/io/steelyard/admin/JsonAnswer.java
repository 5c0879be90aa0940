package io.steelyard.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A JSON document as an answer. */
public final class JsonAnswer {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonAnswer() {}

    /** Writes what stands within the document's one object. */
    @FunctionalInterface
    public interface Fields {
        void write(JsonGenerator out) throws IOException;
    }

    public static HttpResponse of(Fields fields) {
        return of(ResponseHeaders.of(HttpStatus.OK), fields);
    }

    /** @param headers the status, and whatever the client is told besides the document and its type */
    public static HttpResponse of(ResponseHeaders headers, Fields fields) {
        return with(headers, out -> {
            out.writeStartObject();
            fields.write(out);
            out.writeEndObject();
        });
    }

    /** A list, or anything else that stands alone. */
    public static HttpResponse with(ResponseHeaders headers, Fields document) {
        ResponseHeaders whole = headers.toBuilder()
                .contentType(MediaType.JSON_UTF_8)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .build();
        return HttpResponse.of(whole, HttpData.wrap(bytes(document)));
    }

    /** The document alone, in one line. */
    static byte[] bytes(Fields document) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            document.write(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException("an array of bytes failed", impossible);
        }
        return bytes.toByteArray();
    }
}
