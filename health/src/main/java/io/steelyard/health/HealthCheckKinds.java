package io.steelyard.health;

import io.steelyard.health.settings.Nearest;
import io.steelyard.health.settings.Settings;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The kinds of health check that are installed, by their type. Immutable. */
public final class HealthCheckKinds {
    private final TreeMap<String, HealthCheckKind> byType = new TreeMap<>();

    private HealthCheckKinds(Collection<HealthCheckKind> kinds) {
        for (HealthCheckKind kind : kinds) {
            HealthCheckKind other = byType.putIfAbsent(kind.type(), kind);
            if (other != null) {
                throw new IllegalStateException("two kinds of health check are called '" + kind.type() + "': "
                        + named(other) + " and " + named(kind) + "; remove one of the jars that bring them");
            }
        }
    }

    /**
     * Those on the class path, the built-in ones among them.
     *
     * @throws IllegalStateException where two kinds share a type or one cannot be loaded; the message says which
     */
    public static HealthCheckKinds installed() {
        try {
            return of(ServiceLoader.load(HealthCheckKind.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList());
        } catch (ServiceConfigurationError e) {
            throw new IllegalStateException("a kind of health check cannot be loaded: " + e.getMessage(), e);
        }
    }

    /** @throws IllegalStateException where two kinds share a type */
    public static HealthCheckKinds of(Collection<? extends HealthCheckKind> kinds) {
        return new HealthCheckKinds(List.copyOf(kinds));
    }

    public @Nullable HealthCheckKind find(String type) {
        return byType.get(type);
    }

    /** @throws IllegalArgumentException where none has this type; the message names the nearest one and all there are */
    public HealthCheckKind get(String type) {
        HealthCheckKind kind = find(type);
        if (kind == null) {
            throw new IllegalArgumentException("'" + type + "' is no kind of health check that is installed"
                    + Nearest.hint(type, types()) + " (there are: " + String.join(", ", types()) + ")");
        }
        return kind;
    }

    /** Settings of this kind for people to see, without secrets; those of a kind that is not installed as they are. */
    public Map<String, Object> shown(String type, Map<String, ?> settings) {
        HealthCheckKind kind = find(type);
        return Settings.shown(settings, kind == null ? List.of() : kind.settings());
    }

    /** In alphabetical order. */
    public SortedSet<String> types() {
        return Collections.unmodifiableSortedSet(byType.navigableKeySet());
    }

    /** In the order of their types. */
    public Collection<HealthCheckKind> all() {
        return Collections.unmodifiableCollection(byType.values());
    }

    private static String named(HealthCheckKind kind) {
        return kind.getClass().getName();
    }
}
