package io.steelyard.config;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes plain values as YAML that {@link YamlReader} reads as the same values: block style, in the order given, quotes
 * only where they are needed. The same values always give the same text.
 */
final class YamlWriter {
    private static final YAMLFactory FACTORY = YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .stringQuotingChecker(new Quoting())
            .build();

    private YamlWriter() {}

    static String write(Map<String, ?> root) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            write(root, generator);
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory can always be written", e);
        }
        String written = text.toString();
        return written.endsWith("\n") ? written : written + "\n";
    }

    private static void write(@Nullable Object value, JsonGenerator to) throws IOException {
        if (value instanceof Map<?, ?> map) {
            to.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                to.writeFieldName(String.valueOf(entry.getKey()));
                write(entry.getValue(), to);
            }
            to.writeEndObject();
        } else if (value instanceof List<?> list) {
            to.writeStartArray();
            for (Object item : list) {
                write(item, to);
            }
            to.writeEndArray();
        } else if (value instanceof Number number) {
            to.writeNumber(plain(number));
        } else if (value instanceof Boolean flag) {
            to.writeBoolean(flag);
        } else if (value == null) {
            to.writeNull();
        } else {
            to.writeString(value.toString());
        }
    }

    /** A number without an exponent. */
    static String plain(Number number) {
        try {
            return number instanceof Double || number instanceof Float
                    ? BigDecimal.valueOf(number.doubleValue()).toPlainString()
                    : number instanceof BigDecimal exact ? exact.toPlainString() : number.toString();
        } catch (NumberFormatException e) {
            return number.toString(); // no number, or endless: nothing reads it as one
        }
    }
}
