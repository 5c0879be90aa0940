package io.steelyard.health;

import io.steelyard.health.settings.Settings;

/**
 * The extension point: one kind of health check, such as {@code http} or {@code tcp}. Kinds are found with
 * {@link java.util.ServiceLoader}; the built-in ones come through the same door as anybody's.
 */
public interface HealthCheckKind {

    /** The word after {@code type:} in a configuration; lower case, unique among the installed kinds. */
    String type();

    /**
     * Reads the settings of one health check. Problems go into {@code settings}; the check that comes back is used only
     * when there are none. Asks for every setting it knows, so that unknown ones can be told.
     */
    HealthCheck create(Settings settings);

    /** Whether checks of this kind can ask by host name, and so may have several cells on one real server. */
    default boolean asksByHost() {
        return false;
    }
}
