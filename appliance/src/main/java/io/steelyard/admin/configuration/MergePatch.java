package io.steelyard.admin.configuration;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes an object by a JSON merge patch (RFC 7396). Pure. */
final class MergePatch {
    private MergePatch() {}

    static Map<String, @Nullable Object> applied(@Nullable Object target, Map<?, ?> patch) {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>();
        if (target instanceof Map<?, ?> before) {
            before.forEach((key, value) -> merged.put(String.valueOf(key), value));
        }
        patch.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (value == null) {
                merged.remove(name);
            } else if (value instanceof Map<?, ?> group) {
                merged.put(name, applied(merged.get(name), group));
            } else {
                merged.put(name, value);
            }
        });
        return merged;
    }
}
