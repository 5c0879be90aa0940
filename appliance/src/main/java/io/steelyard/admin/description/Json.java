package io.steelyard.admin.description;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes plain values: text, numbers, true and false, lists and maps of such, null. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static void write(JsonGenerator out, @Nullable Object value) throws IOException {
        MAPPER.writeValue(out, value);
    }
}
