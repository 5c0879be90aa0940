package io.steelyard.admin.configuration;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import io.steelyard.admin.Unfit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client sent of a configuration, and in which form it wants one. */
final class ConfigBody {
    static final MediaType YAML = MediaType.create("application", "yaml");
    private static final MediaType MERGE_PATCH = MediaType.create("application", "merge-patch+json");
    private static final List<MediaType> YAML_TYPES =
            List.of(YAML, MediaType.create("application", "x-yaml"), MediaType.create("text", "yaml"));
    private static final int MOST_DEPTH = 40;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ConfigBody() {}

    /** Whether YAML was sent, and not JSON; neither is no answer. */
    static boolean isYaml(AggregatedHttpRequest request) throws Unfit {
        MediaType type = request.contentType();
        if (type != null && YAML_TYPES.stream().anyMatch(type::belongsTo)) {
            return true;
        }
        if (type == null || !type.belongsTo(MediaType.JSON)) {
            throw unsupported("JSON as application/json, or YAML as application/yaml");
        }
        return false;
    }

    /** The object that was sent as JSON. */
    static Map<String, @Nullable Object> object(AggregatedHttpRequest request) throws Unfit {
        MediaType type = request.contentType();
        if (type == null || !type.belongsTo(MediaType.JSON)) {
            throw unsupported("JSON, as application/json");
        }
        return parsed(request);
    }

    /** The changes that were sent as a JSON merge patch. */
    static Map<String, @Nullable Object> patch(AggregatedHttpRequest request) throws Unfit {
        MediaType type = request.contentType();
        if (type == null || (!type.belongsTo(MediaType.JSON) && !type.belongsTo(MERGE_PATCH))) {
            throw unsupported("a JSON merge patch, as application/merge-patch+json or application/json");
        }
        return parsed(request);
    }

    private static Map<String, @Nullable Object> parsed(AggregatedHttpRequest request) throws Unfit {
        try {
            Object value = JSON.readValue(request.content().array(), Object.class);
            if (value instanceof Map<?, ?> map) {
                return JSON.convertValue(map, new TypeReference<LinkedHashMap<String, @Nullable Object>>() {});
            }
            throw new Unfit(HttpStatus.BAD_REQUEST, "The body must be one JSON object, in braces.");
        } catch (JsonProcessingException e) {
            throw new Unfit(HttpStatus.BAD_REQUEST, "The body is not JSON: " + where(e));
        } catch (java.io.IOException e) {
            throw new Unfit(HttpStatus.BAD_REQUEST, "The body is not JSON: " + e.getMessage());
        }
    }

    private static String where(JsonProcessingException e) {
        String words = String.valueOf(e.getOriginalMessage());
        String line = e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
        return (words.length() <= 200 ? words : words.substring(0, 200) + "...") + line;
    }

    private static Unfit unsupported(String what) {
        return new Unfit(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be " + what + ".");
    }

    /** Whether the client would rather have YAML. */
    static boolean wantsYaml(AggregatedHttpRequest request) {
        for (MediaType accepted : request.headers().accept()) {
            if (YAML_TYPES.stream().anyMatch(yaml -> yaml.belongsTo(accepted) && !accepted.hasWildcard())) {
                return true;
            }
            if (MediaType.JSON.belongsTo(accepted)) {
                return false;
            }
        }
        return false;
    }
}
