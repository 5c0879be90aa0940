package io.steelyard.health.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One group of settings as it was written, being read. Every {@code get} either finds a good value or notes a problem
 * and hands out the fallback, so that one reading finds every problem; {@link #end} refuses the keys that nothing asked
 * for. What was read is to be thrown away when {@link #problems} is not empty. Not thread-safe.
 */
public final class Settings {
    /** What people see of a secret. */
    public static final String HIDDEN = "•••";

    private final Map<String, ?> values;
    private final String path;
    private final List<SettingProblem> problems;
    private final Set<String> asked = new LinkedHashSet<>();
    /** Something else than a group was written here, which was said; its missing settings are not worth a word. */
    private final boolean refused;

    private Settings(Map<String, ?> values, String path, List<SettingProblem> problems, boolean refused) {
        this.values = Collections.unmodifiableMap(values);
        this.path = path;
        this.problems = problems;
        this.refused = refused;
    }

    /** @param path where this group stands in the whole, empty for the whole itself */
    public static Settings of(Map<String, ?> values, String path) {
        return new Settings(values, path, new ArrayList<>(), false);
    }

    /** The value, or the setting's fallback where it is left out or wrong. */
    public <T> T get(Setting<T> setting) {
        T value = find(setting);
        return value == null ? setting.fallback() : value;
    }

    /** The value, or null where it is left out or wrong. */
    public <T> @Nullable T find(Setting<T> setting) {
        asked.add(setting.key());
        Object raw = values.get(setting.key());
        if (raw == null) {
            if (setting.isRequired() && !refused) {
                problem(setting.key(), "this is missing, it must be " + setting.allowed());
            }
            return null;
        }
        try {
            return setting.read(raw);
        } catch (IllegalArgumentException e) {
            problem(setting.key(), String.valueOf(e.getMessage()));
            return null;
        }
    }

    public boolean has(String key) {
        return values.get(key) != null;
    }

    /**
     * What was written in this group, not to be changed; to be written again, or read in another way. Secrets are among it:
     * what people see is {@link #shown}.
     */
    public Map<String, ?> values() {
        return values;
    }

    /** What was written, for people to see: {@value #HIDDEN} stands in place of each value of a secret setting. */
    public static Map<String, Object> shown(Map<String, ?> written, Collection<? extends Setting<?>> known) {
        Map<String, Object> shown = new LinkedHashMap<>(written);
        for (Setting<?> setting : known) {
            if (setting.isSecret()) {
                shown.computeIfPresent(setting.key(), (key, value) -> HIDDEN);
            }
        }
        return shown;
    }

    /** Names keys of this group that somebody else reads, so that {@link #end} lets them pass. */
    public void known(String... keys) {
        asked.addAll(List.of(keys));
    }

    /** The group of settings under this key; an empty one where it is left out or is no group. */
    public Settings group(String key) {
        asked.add(key);
        return child(values.get(key), pathOf(key));
    }

    /** The groups in the list under this key, at most {@code max}; none where it is left out. */
    public List<Settings> groups(String key, int max) {
        asked.add(key);
        Object raw = values.get(key);
        if (raw == null) {
            return List.of();
        }
        if (!(raw instanceof List<?> items)) {
            problem(key, "this must be a list, each line of it starting with '- '");
            return List.of();
        }
        if (items.size() > max) {
            problem(key, items.size() + " are too many, at most " + max + " are allowed");
            return List.of();
        }
        List<Settings> groups = new ArrayList<>();
        for (Object item : items) {
            groups.add(child(item, pathOf(key) + "[" + groups.size() + "]"));
        }
        return groups;
    }

    private Settings child(@Nullable Object raw, String childPath) {
        if (raw instanceof Map<?, ?> map) {
            @SuppressWarnings("unchecked") // whoever made the tree made its keys strings
            Map<String, ?> group = (Map<String, ?>) map;
            return new Settings(group, childPath, problems, false);
        }
        if (raw != null) {
            problems.add(new SettingProblem(
                    childPath, "'" + raw + "' is not allowed here, this must be a group of settings"));
        }
        return new Settings(Map.of(), childPath, problems, raw != null);
    }

    /** Notes a problem with one key of this group; an empty key means the group itself. */
    public void problem(String key, String message) {
        problems.add(new SettingProblem(key.isEmpty() ? path : pathOf(key), message));
    }

    /** Notes problems found by reading what stands in this group in another way; their paths are whole already. */
    public void add(List<SettingProblem> found) {
        problems.addAll(found);
    }

    /** Refuses every key that was written and not asked for, with the nearest one that was. */
    public void end() {
        for (String key : values.keySet()) {
            if (!asked.contains(key)) {
                problem(key, "this setting is not known here" + Nearest.hint(key, asked));
            }
        }
    }

    /** Everything wrong so far, in this group and all that came out of the same whole. */
    public List<SettingProblem> problems() {
        return List.copyOf(problems);
    }

    /** How many problems there are so far, for telling whether a part of the reading found any. */
    public int problemCount() {
        return problems.size();
    }

    public String path() {
        return path;
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
