package io.steelyard.config;

import io.steelyard.health.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * How clients are distributed over the real servers, beyond the scheduling method's name.
 *
 * @param resource the number that real servers are asked for; null where none is
 */
public record DistributionConfig(
        HashingConfig hashing,
        PersistenceConfig persistence,
        @Nullable ResourceConfig resource) {
    /** What holds where a file says nothing. */
    public static final DistributionConfig DEFAULT =
            new DistributionConfig(HashingConfig.DEFAULT, PersistenceConfig.DEFAULT, null);

    /** Reads what stands among a virtual service's own settings. */
    static DistributionConfig read(Settings settings, Scheduling scheduling) {
        return new DistributionConfig(
                HashingConfig.read(settings.group(HashingConfig.KEY), scheduling),
                PersistenceConfig.read(settings.group(PersistenceConfig.KEY)),
                ResourceConfig.readFrom(settings));
    }
}
