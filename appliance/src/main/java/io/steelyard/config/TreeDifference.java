package io.steelyard.config;

import io.steelyard.config.PathChange.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Two trees of plain values side by side. Items of a list are the same when they have the same name, or the same address
 * and port; lists of anything else are compared as a whole.
 */
final class TreeDifference {
    private final List<PathChange> found = new ArrayList<>();

    private TreeDifference() {}

    static List<PathChange> between(Map<String, ?> before, Map<String, ?> after) {
        TreeDifference difference = new TreeDifference();
        difference.maps("", before, after);
        return List.copyOf(difference.found);
    }

    private void maps(String path, Map<?, ?> before, Map<?, ?> after) {
        before.forEach((key, value) -> {
            String at = path.isEmpty() ? String.valueOf(key) : path + "." + key;
            values(at, value, after.get(key), after.containsKey(key));
        });
        after.forEach((key, value) -> {
            if (!before.containsKey(key)) {
                String at = path.isEmpty() ? String.valueOf(key) : path + "." + key;
                found.add(new PathChange(at, Kind.ADDED, null, value));
            }
        });
    }

    private void values(String path, @Nullable Object before, @Nullable Object after, boolean stays) {
        if (!stays) {
            found.add(new PathChange(path, Kind.REMOVED, before, null));
        } else if (before instanceof Map<?, ?> one && after instanceof Map<?, ?> other) {
            maps(path, one, other);
        } else if (before instanceof List<?> one && after instanceof List<?> other) {
            lists(path, one, other);
        } else if (!Objects.equals(before, after)) {
            found.add(new PathChange(path, Kind.CHANGED, before, after));
        }
    }

    private void lists(String path, List<?> before, List<?> after) {
        Map<String, Object> had = named(before);
        Map<String, Object> has = named(after);
        if (had == null || has == null) {
            if (!before.equals(after)) {
                found.add(new PathChange(path, Kind.CHANGED, before, after));
            }
            return;
        }
        had.forEach((name, item) -> values(path + "[" + name + "]", item, has.get(name), has.containsKey(name)));
        has.forEach((name, item) -> {
            if (!had.containsKey(name)) {
                found.add(new PathChange(path + "[" + name + "]", Kind.ADDED, null, item));
            }
        });
        List<String> stayed = had.keySet().stream().filter(has::containsKey).toList();
        if (!stayed.equals(has.keySet().stream().filter(had::containsKey).toList())) {
            found.add(new PathChange(path, Kind.REORDERED, null, null));
        }
    }

    /** The items by what tells them apart; null where something does not, or two are called the same. */
    private static @Nullable Map<String, Object> named(List<?> items) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (Object item : items) {
            String name = item instanceof Map<?, ?> map ? name(map) : null;
            if (name == null || named.put(name, item) != null) {
                return null;
            }
        }
        return named;
    }

    static @Nullable String name(Map<?, ?> item) {
        Object name = item.get("name");
        if (name == null) {
            Object address = item.get("address");
            Object port = item.get("port");
            return address == null ? null : port == null ? address.toString() : address + ":" + port;
        }
        return name instanceof String text ? text : null;
    }
}
