package io.steelyard.admin.description;

import io.steelyard.health.settings.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** JSON schemas of a configuration and its objects, made of the settings. Pure. */
final class SettingSchemas {
    private static final String TYPE = "type";
    private static final String DURATION = "^\\d{1,12}(ms|s|m|h|d)$";
    private static final String SIZE = "^\\d{1,15}(B|KiB|MiB|GiB)?$";
    /** Groups that can be written shorter, with what stands for them then. */
    private static final Map<String, String> SHORT_FORMS =
            Map.of("virtualServices[].healthChecks[].hosts[]", "string", "virtualServices[].redirectHttp", "boolean");
    /** Objects that have a schema of their own. */
    private static final Map<String, String> NAMES = Map.of(
            "", "Configuration",
            "virtualServices[]", "VirtualService",
            "virtualServices[].realServers[]", "RealServer",
            "virtualServices[].healthChecks[]", "HealthCheck");

    private final Map<String, List<DescribedSetting>> byPlace = new LinkedHashMap<>();
    private final Set<String> places = new LinkedHashSet<>();

    private SettingSchemas(List<DescribedSetting> settings) {
        for (DescribedSetting setting : settings) {
            String place = parent(setting.path());
            byPlace.computeIfAbsent(place, any -> new ArrayList<>()).add(setting);
            for (String around = place; places.add(around) && !around.isEmpty(); ) {
                around = parent(around);
            }
        }
    }

    /** By their names. */
    static Map<String, Object> of(List<DescribedSetting> settings) {
        SettingSchemas schemas = new SettingSchemas(settings);
        Map<String, Object> named = new TreeMap<>();
        NAMES.forEach((place, name) -> named.put(name, schemas.object(place)));
        return named;
    }

    private static String parent(String path) {
        int dot = path.lastIndexOf('.');
        return dot < 0 ? "" : path.substring(0, dot);
    }

    private Map<String, Object> object(String place) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (DescribedSetting setting : byPlace.getOrDefault(place, List.of())) {
            properties.merge(setting.key(), value(setting), SettingSchemas::either);
            // A hidden place may be filled by any kind, so only what no kind leaves out is required.
            if (setting.fallback() == null && setting.kinds().isEmpty()) {
                required.add(setting.key());
            }
        }
        for (String child : places) {
            if (!child.isEmpty() && parent(child).equals(place)) {
                group(child, properties);
            }
        }
        Map<String, Object> object = new LinkedHashMap<>(Map.of(TYPE, List.of("object", "null")));
        object.put("properties", properties);
        object.put("additionalProperties", false);
        if (!required.isEmpty()) {
            object.put("required", required);
        }
        return object;
    }

    private void group(String place, Map<String, Object> properties) {
        String key = place.substring(place.lastIndexOf('.') + 1);
        String name = NAMES.get(place);
        Object schema = name == null ? object(place) : OpenApiDocument.schema(name);
        String shortForm = SHORT_FORMS.get(place);
        Object either = shortForm == null ? schema : either(schema, Map.of(TYPE, shortForm));
        boolean list = key.endsWith("[]");
        properties.put(
                list ? key.substring(0, key.length() - 2) : key,
                list ? Map.of(TYPE, List.of("array", "null"), "items", either) : either);
    }

    private static Object either(Object one, Object other) {
        return one.equals(other) ? one : Map.of("anyOf", List.of(one, other));
    }

    private static Map<String, Object> value(DescribedSetting setting) {
        Map<String, Object> schema = new LinkedHashMap<>(form(setting.form()));
        schema.put("description", setting.help());
        Object fallback = setting.fallback();
        if (fallback != null) {
            schema.put("default", fallback);
        }
        if (setting.secret()) {
            schema.put("format", "password");
        }
        return schema;
    }

    private static Map<String, Object> form(Form form) {
        return switch (form.type()) {
            case DURATION -> Map.of(TYPE, List.of("string", "null"), "pattern", DURATION);
            case SIZE -> Map.of(TYPE, List.of("string", "integer", "null"), "pattern", SIZE);
            case INTEGER -> integer(form);
            case FLAG -> Map.of(TYPE, List.of("boolean", "null"));
            case CHOICE -> choice(form);
            case PATTERN -> Map.of(TYPE, List.of("string", "number", "boolean", "null"));
            case PAIR -> Map.of(TYPE, List.of("string", "object", "null"));
            case LIST -> list(form);
            case TEXT -> text(form);
        };
    }

    private static Map<String, Object> integer(Form form) {
        Map<String, Object> schema = new LinkedHashMap<>(Map.of(TYPE, List.of("integer", "null")));
        if (form.least() != null) {
            schema.put("minimum", form.least());
        }
        if (form.most() != null) {
            schema.put("maximum", form.most());
        }
        return schema;
    }

    private static Map<String, Object> choice(Form form) {
        return Map.of("anyOf", List.of(Map.of("enum", form.values()), Map.of(TYPE, "null")));
    }

    /** One item may stand for a list of it. */
    private static Map<String, Object> list(Form form) {
        Form element = form.element();
        Object item = element == null ? Map.of() : form(element);
        Map<String, Object> array = new LinkedHashMap<>(Map.of(TYPE, "array", "items", item));
        if (form.most() != null) {
            array.put("maxItems", form.most());
        }
        return Map.of("anyOf", List.of(array, item));
    }

    private static Map<String, Object> text(Form form) {
        Map<String, Object> schema = new LinkedHashMap<>(Map.of(TYPE, List.of("string", "number", "boolean", "null")));
        if (form.most() != null) {
            schema.put("maxLength", form.most());
        }
        return schema;
    }
}
