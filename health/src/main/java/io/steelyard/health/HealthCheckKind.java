package io.steelyard.health;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.util.List;

/**
 * The extension point: one kind of health check, such as {@code http} or {@code tcp}. Kinds are found with
 * {@link java.util.ServiceLoader}; the built-in ones come through the same door as anybody's.
 */
public interface HealthCheckKind {

    /** The word after {@code type:} in a configuration; lower case, unique among the installed kinds. */
    String type();

    /**
     * Reads the settings of one health check. Problems go into {@code settings}; the check that comes back is used only
     * when there are none. Asks for every setting it knows, so that unknown ones can be told. Where a check asks by host
     * name, it is called once per host name with what that host name changes laid over the check's own settings.
     */
    HealthCheck create(Settings settings);

    /**
     * Every setting that {@link #create} asks for, in the order a person wants to read them. Those that are
     * {@link Setting#secret} are shown to nobody.
     */
    default List<Setting<?>> settings() {
        return List.of();
    }

    /** Whether checks of this kind can ask by host name, and so may have several cells on one real server. */
    default boolean asksByHost() {
        return false;
    }
}
