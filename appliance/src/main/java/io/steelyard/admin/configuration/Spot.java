package io.steelyard.admin.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where an object stands in a configuration: in which list, and where in that. Pure; trees are copied, never changed.
 *
 * @param list the way to the list: keys, and the places of items
 * @param index from 0; the list's length for one that is new
 */
record Spot(List<Object> list, int index) {
    Spot {
        list = List.copyOf(list);
    }

    /** In the list under this key of the object that stands here. */
    Spot within(String key, int place) {
        List<Object> longer = new ArrayList<>(list);
        longer.add(index);
        longer.add(key);
        return new Spot(longer, place);
    }

    /** Such as {@code virtualServices[2].realServers[0]}. */
    String path() {
        return text(true);
    }

    /** Such as {@code virtualServices[].realServers[]}. */
    String shape() {
        return text(false);
    }

    private String text(boolean places) {
        StringBuilder text = new StringBuilder();
        for (Object step : list) {
            if (step instanceof Integer place) {
                text.append('[').append(places ? place.toString() : "").append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(step);
            }
        }
        return text.append('[')
                .append(places ? String.valueOf(index) : "")
                .append(']')
                .toString();
    }

    /** The items of the list; none where it is not written. */
    List<?> items(Map<?, ?> root) {
        Object at = root;
        for (Object step : list) {
            at = step instanceof Integer place ? ((List<?>) at).get(place) : ((Map<?, ?>) at).get(step);
            if (at == null) {
                return List.of();
            }
        }
        return at instanceof List<?> items ? items : List.of();
    }

    /** What stands here; null for nothing, or no object. */
    @Nullable
    Map<?, ?> object(Map<?, ?> root) {
        List<?> items = items(root);
        return index < items.size() && items.get(index) instanceof Map<?, ?> object ? object : null;
    }

    /** The whole with this object here: in place of another, or at the end of the list. */
    Map<String, @Nullable Object> with(Map<?, ?> root, Map<?, ?> object) {
        List<@Nullable Object> items = new ArrayList<>(items(root));
        if (index < items.size()) {
            items.set(index, object);
        } else {
            items.add(object);
        }
        return replaced(root, 0, items);
    }

    /** The whole without what stands here. */
    Map<String, @Nullable Object> without(Map<?, ?> root) {
        List<@Nullable Object> items = new ArrayList<>(items(root));
        items.remove(index);
        return replaced(root, 0, items);
    }

    private Map<String, @Nullable Object> replaced(@Nullable Object at, int step, List<@Nullable Object> items) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        if (at instanceof Map<?, ?> map) {
            map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        }
        String key = String.valueOf(list.get(step));
        if (step == list.size() - 1) {
            copy.put(key, items);
            return copy;
        }
        int place = (Integer) list.get(step + 1);
        List<@Nullable Object> outer = new ArrayList<>((List<?>) java.util.Objects.requireNonNull(copy.get(key)));
        outer.set(place, replaced(outer.get(place), step + 2, items));
        copy.put(key, outer);
        return copy;
    }
}
