package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.SettingProblem;
import io.steelyard.health.settings.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of configurations that people see, and puts them back into what people send: {@link Settings#HIDDEN}
 * stands in place of each, and what comes back unchanged stays what it was. Immutable.
 */
public final class Secrets {
    private final Set<String> paths = new HashSet<>();

    public Secrets(Collection<SettingGroup> groups) {
        for (SettingGroup group : groups) {
            group.settings().stream().filter(Setting::isSecret).forEach(setting -> paths.add(group.pathOf(setting)));
        }
    }

    /** What people may see of a configuration. */
    public ConfigTree hidden(ConfigTree tree) {
        return ConfigTree.of(hiddenIn(tree.root(), ""));
    }

    /**
     * What people may see of a part of a configuration.
     *
     * @param path of the part, with {@code []} for an item of a list
     */
    public Map<String, @Nullable Object> hiddenIn(Map<?, ?> part, String path) {
        return new Walk(null).map(part, null, path, path);
    }

    /**
     * What was meant, as far as it can be put together.
     *
     * @param problems secrets that are nowhere; the values are not to be used where there are any
     */
    public record Restored(Map<String, @Nullable Object> values, List<SettingProblem> problems) {
        public Restored {
            problems = List.copyOf(problems);
        }
    }

    /** A whole configuration with the secrets that were hidden when somebody looked at {@code known}. */
    public Restored restored(Map<?, ?> sent, ConfigTree known) {
        return restoredIn(sent, known.root(), "", "");
    }

    /**
     * The same for a part.
     *
     * @param known what it was before; null for nothing
     * @param shape the path of the part with {@code []} for an item of a list
     * @param path the path of the part with numbers in the brackets, for the problems
     */
    public Restored restoredIn(Map<?, ?> sent, @Nullable Object known, String shape, String path) {
        List<SettingProblem> problems = new ArrayList<>();
        return new Restored(new Walk(problems).map(sent, known, shape, path), problems);
    }

    /** Copies values; hides secrets, or puts them back where problems are noted. */
    private final class Walk {
        private final @Nullable List<SettingProblem> problems;

        Walk(@Nullable List<SettingProblem> problems) {
            this.problems = problems;
        }

        /** @param shape the path with nothing in the brackets */
        Map<String, @Nullable Object> map(Map<?, ?> values, @Nullable Object known, String shape, String path) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            values.forEach((key, value) -> {
                String dot = path.isEmpty() ? "" : ".";
                Object before = known instanceof Map<?, ?> map ? map.get(key) : null;
                copy.put(String.valueOf(key), value(value, before, shape + dot + key, path + dot + key));
            });
            return copy;
        }

        private @Nullable Object value(@Nullable Object value, @Nullable Object known, String shape, String path) {
            if (paths.contains(shape)) {
                return secret(value, known, path);
            }
            if (value instanceof Map<?, ?> map) {
                return map(map, known, shape, path);
            }
            if (value instanceof List<?> list) {
                List<@Nullable Object> copy = new ArrayList<>();
                for (Object item : list) {
                    String at = "[" + copy.size() + "]";
                    copy.add(value(item, likeIt(item, copy.size(), known), shape + "[]", path + at));
                }
                return copy;
            }
            return value;
        }

        private @Nullable Object secret(@Nullable Object value, @Nullable Object known, String path) {
            if (problems == null) {
                return value == null ? null : Settings.HIDDEN;
            }
            if (!Settings.HIDDEN.equals(value)) {
                return value;
            }
            if (known == null) {
                problems.add(new SettingProblem(
                        path,
                        "'" + Settings.HIDDEN
                                + "' stands for a secret that is there already, but here is none: write the"
                                + " secret itself"));
            }
            return known;
        }

        /** What this item was before: the one of the same name or address, else the one at the same place. */
        private @Nullable Object likeIt(@Nullable Object item, int place, @Nullable Object known) {
            if (!(known instanceof List<?> before)) {
                return null;
            }
            String name = item instanceof Map<?, ?> map ? TreeDifference.name(map) : null;
            if (name == null) {
                return place < before.size() ? before.get(place) : null;
            }
            return before.stream()
                    .filter(other -> other instanceof Map<?, ?> map && name.equals(TreeDifference.name(map)))
                    .findFirst()
                    .orElse(null);
        }
    }
}
