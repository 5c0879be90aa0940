package io.steelyard.admin.description;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerBuilder;
import io.steelyard.admin.Endpoint;
import io.steelyard.admin.JsonAnswer;
import io.steelyard.health.settings.Form;
import io.steelyard.health.settings.Setting;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every setting there is, with what is allowed, its default and its help, at {@code GET /api/v1/settings}. */
public final class SettingsEndpoint implements Endpoint {
    private final List<DescribedSetting> settings;

    public SettingsEndpoint(List<DescribedSetting> settings) {
        this.settings = List.copyOf(settings);
    }

    @Override
    public void route(ServerBuilder builder) {
        builder.route()
                .get("/api/v1/settings")
                .build((ctx, request) -> JsonAnswer.with(ResponseHeaders.of(HttpStatus.OK), this::write));
    }

    private void write(JsonGenerator out) throws IOException {
        out.writeStartArray();
        for (DescribedSetting setting : settings) {
            write(out, setting);
        }
        out.writeEndArray();
    }

    private static void write(JsonGenerator out, DescribedSetting setting) throws IOException {
        Form form = setting.form();
        out.writeStartObject();
        out.writeStringField("path", setting.path());
        out.writeStringField("key", setting.key());
        out.writeStringField("type", Setting.word(form.type()));
        out.writeBooleanField("required", setting.fallback() == null);
        out.writeFieldName("default");
        Json.write(out, setting.fallback());
        out.writeStringField("allowed", setting.allowed());
        if (!form.values().isEmpty()) {
            out.writeFieldName("values");
            Json.write(out, form.values());
        }
        bound(out, "min", form.least());
        bound(out, form.type() == Form.Type.INTEGER ? "max" : "maxLength", form.most());
        Form element = form.element();
        if (element != null) {
            out.writeStringField("elementType", Setting.word(element.type()));
            if (!element.values().isEmpty()) {
                out.writeFieldName("elementValues");
                Json.write(out, element.values());
            }
        }
        out.writeStringField("help", setting.help());
        out.writeBooleanField("secret", setting.secret());
        out.writeBooleanField("nextStart", setting.nextStart());
        if (!setting.kinds().isEmpty()) {
            out.writeFieldName("kinds");
            Json.write(out, setting.kinds());
        }
        out.writeEndObject();
    }

    private static void bound(JsonGenerator out, String name, @Nullable Long bound) throws IOException {
        if (bound != null) {
            out.writeNumberField(name, bound);
        }
    }
}
