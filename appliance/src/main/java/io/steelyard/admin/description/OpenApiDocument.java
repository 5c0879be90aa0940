package io.steelyard.admin.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The OpenAPI 3.1 document: made of the table of endpoints in {@code api.yaml} and of the settings, whose help is written
 * once, where they are. Pure.
 */
final class OpenApiDocument {
    private static final Pattern IN_BRACES = Pattern.compile("\\{(\\w+)}");
    private static final String BASE = "/api/v1";
    private static final String JSON = "application/json";
    private static final String DESCRIPTION = "description";

    private final JsonNode table;
    private final Map<String, Object> parameters = new TreeMap<>();

    private OpenApiDocument(JsonNode table) {
        this.table = table;
    }

    /** The bytes of the document. */
    static byte[] of(String version, List<DescribedSetting> settings) {
        try (InputStream in = OpenApiDocument.class.getResourceAsStream("api.yaml")) {
            JsonNode table = new YAMLMapper().readTree(Objects.requireNonNull(in));
            return new ObjectMapper().writeValueAsBytes(new OpenApiDocument(table).whole(version, settings));
        } catch (IOException impossible) {
            throw new UncheckedIOException("a file of our own cannot be read", impossible);
        }
    }

    /** A reference to a schema of this name. */
    static Map<String, Object> schema(String name) {
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    private Map<String, Object> whole(String version, List<DescribedSetting> settings) {
        Map<String, Object> schemas = new TreeMap<>(SettingSchemas.of(settings));
        table.path("schemas").properties().forEach(each -> schemas.put(each.getKey(), each.getValue()));
        table.path("parameters").properties().forEach(each -> parameters.put(each.getKey(), query(each)));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put(
                "info",
                Map.of(
                        "title",
                        "Steelyard",
                        "version",
                        version,
                        DESCRIPTION,
                        "The API of a Steelyard appliance. Errors are problem documents (RFC 9457). What changes the"
                                + " configuration goes by ETag and If-Match. Everything the page does is done by this API."));
        document.put("servers", List.of(Map.of("url", BASE)));
        document.put("security", List.of(Map.of("token", List.of()), Map.of("session", List.of())));
        document.put("paths", paths());
        document.put(
                "components",
                Map.of("schemas", schemas, "parameters", parameters, "securitySchemes", securitySchemes()));
        return document;
    }

    private static Map<String, Object> securitySchemes() {
        return Map.of(
                "token",
                Map.of("type", "http", "scheme", "bearer"),
                "session",
                Map.of(
                        "type",
                        "apiKey",
                        "in",
                        "cookie",
                        "name",
                        "__Host-steelyard",
                        DESCRIPTION,
                        "Set by logging on. What changes something needs the header X-CSRF-Token, too."));
    }

    private static Map<String, Object> query(Map.Entry<String, JsonNode> parameter) {
        return Map.of(
                "name",
                parameter.getKey(),
                "in",
                "query",
                DESCRIPTION,
                parameter.getValue().path(DESCRIPTION).asText(),
                "schema",
                parameter.getValue().path("schema"));
    }

    private Map<String, Object> paths() {
        Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
        for (JsonNode row : table.path("operations")) {
            String[] at = row.path("at").asText().split(" ", 2);
            paths.computeIfAbsent(at[1], any -> new LinkedHashMap<>())
                    .put(at[0].toLowerCase(Locale.ROOT), operation(at[0], at[1], row));
        }
        return new LinkedHashMap<>(paths);
    }

    private Map<String, Object> operation(String method, String path, JsonNode row) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", method.toLowerCase(Locale.ROOT) + path.replaceAll("[^A-Za-z0-9]+", "-"));
        operation.put("tags", List.of(row.path("tag").asText()));
        operation.put("summary", row.path("summary").asText());
        List<Object> given = new ArrayList<>();
        for (Matcher name = IN_BRACES.matcher(path); name.find(); ) {
            given.add(
                    Map.of("name", name.group(1), "in", "path", "required", true, "schema", Map.of("type", "string")));
        }
        row.path("query").forEach(name -> given.add(parameter(name.asText())));
        if (row.path("change").asBoolean()) {
            given.add(Map.of(
                    "name",
                    "If-Match",
                    "in",
                    "header",
                    DESCRIPTION,
                    "The ETag of what the change was made from; may be left out with plan=only.",
                    "schema",
                    Map.of("type", "string")));
            List.of("plan", "why", "confirm").forEach(name -> given.add(parameter(name)));
        }
        operation.put("parameters", given);
        if (row.has("body")) {
            operation.put(
                    "requestBody",
                    Map.of("required", !row.path("bodyOptional").asBoolean(), "content", content(row.path("body"))));
        }
        operation.put("responses", responses(row));
        return operation;
    }

    private Map<String, Object> parameter(String name) {
        if (!parameters.containsKey(name)) {
            throw new IllegalStateException("api.yaml has no parameter " + name);
        }
        return Map.of("$ref", "#/components/parameters/" + name);
    }

    private static Map<String, Object> responses(JsonNode row) {
        Map<String, Object> responses = new LinkedHashMap<>();
        boolean change = row.path("change").asBoolean();
        if (row.has("answer")) {
            responses.put(
                    row.path("code").asText("200"),
                    Map.of(DESCRIPTION, "As asked.", "content", content(row.path("answer"))));
        } else if (change) {
            responses.put("200", changed("It was changed, or planned."));
        }
        if (row.path("created").asBoolean()) {
            responses.put("201", changed("It was added; Location says where it is."));
        }
        if (row.path("empty").asBoolean()) {
            responses.put("204", Map.of(DESCRIPTION, "There is nothing."));
        }
        responses.put(
                "default",
                Map.of(
                        DESCRIPTION,
                        "What went wrong.",
                        "content",
                        Map.of("application/problem+json", Map.of("schema", schema("Problem")))));
        return responses;
    }

    private static Map<String, Object> changed(String description) {
        return Map.of(DESCRIPTION, description, "content", Map.of(JSON, Map.of("schema", schema("Change"))));
    }

    private static Map<String, Object> content(JsonNode what) {
        Map<String, Object> content = new LinkedHashMap<>();
        if (what.isTextual()) {
            content.put(JSON, Map.of("schema", schema(what.asText())));
        }
        what.properties()
                .forEach(each -> content.put(
                        each.getKey(), Map.of("schema", schema(each.getValue().asText()))));
        return content;
    }
}
