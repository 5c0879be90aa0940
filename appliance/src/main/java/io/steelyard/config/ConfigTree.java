package io.steelyard.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A configuration as a person wrote it: groups, lists and plain values in their order, nothing filled in. It is the same
 * whether it came as YAML or as JSON, and {@link #yaml} writes it so that reading gives it back. Immutable.
 *
 * <p>Values are {@link String}, {@link Long}, {@link Double}, {@link Boolean} or null, groups are {@link Map}s in the
 * order written, lists are {@link List}s.
 */
public final class ConfigTree {
    public static final ConfigTree EMPTY = new ConfigTree(Map.of());

    private final Map<String, @Nullable Object> root;

    private ConfigTree(Map<String, @Nullable Object> root) {
        this.root = root;
    }

    /** @param root unmodifiable all the way down, of the kinds of values that YAML gives */
    static ConfigTree read(Map<String, @Nullable Object> root) {
        return new ConfigTree(root);
    }

    /** What can be read of a text; what is wrong with it is for {@link ConfigReader} to say. */
    public static ConfigTree ofYaml(String text) {
        return new ConfigTree(YamlReader.read(text).root());
    }

    /**
     * A copy of values that came from elsewhere, such as from JSON; whole numbers become {@link Long}.
     *
     * @throws IllegalArgumentException with the path and what is wrong there, where a file could not hold it
     */
    public static ConfigTree of(Map<?, ?> values) {
        return new ConfigTree(new PlainValues().map(values, ""));
    }

    /** Unmodifiable all the way down. */
    public Map<String, @Nullable Object> root() {
        return root;
    }

    /** What stands under this key of the outermost group; null where nothing does. */
    public @Nullable Object get(String key) {
        return root.get(key);
    }

    /** The same with another value under this key of the outermost group: in its place, or at the end. */
    public ConfigTree with(String key, Object value) {
        Map<String, @Nullable Object> next = new LinkedHashMap<>(root);
        next.put(key, value);
        return of(next);
    }

    /** As text for the file, in block style and in this order; ends with a line end. */
    public String yaml() {
        return root.isEmpty() ? "" : YamlWriter.write(root);
    }

    /** What is different in another one, in the order of this one and then of the other. */
    public List<PathChange> changesTo(ConfigTree other) {
        return TreeDifference.between(root, other.root);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConfigTree tree && root.equals(tree.root);
    }

    @Override
    public int hashCode() {
        return root.hashCode();
    }

    @Override
    public String toString() {
        return "ConfigTree" + root.keySet();
    }

    /** Copies values, and refuses what the reader of files would refuse or read as something else. */
    private static final class PlainValues {
        private int count;
        private int depth;

        Map<String, @Nullable Object> map(Map<?, ?> values, String path) {
            deeper(path);
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            values.forEach((key, value) -> {
                String name = String.valueOf(key);
                String at = path.isEmpty() ? name : path + "." + name;
                if (name.isEmpty() || name.length() > YamlReader.MAX_KEY_LENGTH || !isText(name)) {
                    throw refusal(
                            at, "the name of a setting is text of 1 to " + YamlReader.MAX_KEY_LENGTH + " characters");
                }
                copy.put(name, value(value, at));
            });
            depth--;
            return Collections.unmodifiableMap(copy);
        }

        private List<@Nullable Object> list(List<?> values, String path) {
            deeper(path);
            List<@Nullable Object> copy = new ArrayList<>(values.size());
            for (Object value : values) {
                copy.add(value(value, path + "[" + copy.size() + "]"));
            }
            depth--;
            return Collections.unmodifiableList(copy);
        }

        private @Nullable Object value(@Nullable Object value, String path) {
            count++;
            if (count > YamlReader.MAX_VALUES) {
                throw refusal(path, "there are more than " + YamlReader.MAX_VALUES + " values");
            }
            if (value == null || value instanceof Boolean) {
                return value;
            }
            if (value instanceof String text && isText(text)) {
                return text;
            }
            if (value instanceof Map<?, ?> map) {
                return map(map, path);
            }
            if (value instanceof List<?> list) {
                return list(list, path);
            }
            Object number = value instanceof Number given ? YamlReader.number(YamlWriter.plain(given)) : null;
            if (number instanceof Number) {
                return number;
            }
            throw refusal(path, "'" + value + "' can't be written in the configuration file");
        }

        private void deeper(String path) {
            depth++;
            if (depth > YamlReader.MAX_DEPTH) {
                throw refusal(path, "groups and lists are nested deeper than " + YamlReader.MAX_DEPTH);
            }
        }

        /** Whether every character survives UTF-8: none is half of a pair. */
        private static boolean isText(String text) {
            return text.codePoints().noneMatch(point -> point >= 0xD800 && point <= 0xDFFF);
        }

        private static IllegalArgumentException refusal(String path, String message) {
            return new IllegalArgumentException(path.isEmpty() ? message : path + ": " + message);
        }
    }
}
