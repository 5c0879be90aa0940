package io.steelyard.admin.accesslog;

import io.steelyard.config.AccessLogField;
import io.steelyard.config.AccessLogTemplate;
import io.steelyard.event.ExchangeEnd;
import java.nio.charset.StandardCharsets;

/** A line as a template says. */
final class TemplateFormat implements LineFormat {
    private final Step[] steps;

    /** Writes one piece of the line. */
    @FunctionalInterface
    private interface Step {
        void write(ExchangeEnd end, long beganMillis, TimeText times, LineBuffer out);
    }

    TemplateFormat(AccessLogTemplate template) {
        steps = template.parts().stream().map(TemplateFormat::step).toArray(Step[]::new);
    }

    private static Step step(AccessLogTemplate.Part part) {
        if (part instanceof AccessLogTemplate.Text text) {
            byte[] bytes = text.text().getBytes(StandardCharsets.UTF_8);
            return (end, began, times, out) -> out.plain(bytes);
        }
        if (part instanceof AccessLogTemplate.Header header) {
            byte[] name = header.name().getBytes(StandardCharsets.US_ASCII);
            return (end, began, times, out) -> FieldText.value(end, end.field(name), out);
        }
        AccessLogField field = ((AccessLogTemplate.Value) part).field();
        return (end, began, times, out) -> FieldText.write(field, end, began, times, out);
    }

    @Override
    public void write(ExchangeEnd end, long beganMillis, TimeText times, LineBuffer out) {
        for (Step step : steps) {
            step.write(end, beganMillis, times, out);
        }
    }

    @Override
    public void writeLost(String virtualService, long lost, long nowMillis, TimeText times, LineBuffer out) {
        comment(virtualService, lost, nowMillis, times, out);
    }

    /** A line that the readers of logs pass over. */
    static void comment(String virtualService, long lost, long nowMillis, TimeText times, LineBuffer out) {
        out.ascii("# ");
        times.iso(nowMillis, out);
        out.sign(' ')
                .ascii(virtualService)
                .ascii(": lines lost before this one: ")
                .number(lost);
    }
}
