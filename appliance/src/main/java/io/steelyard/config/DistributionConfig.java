package io.steelyard.config;

import io.steelyard.health.settings.Settings;

/** How clients are distributed over the real servers, beyond the scheduling method's name. */
public record DistributionConfig(HashingConfig hashing, PersistenceConfig persistence) {
    /** What holds where a file says nothing. */
    public static final DistributionConfig DEFAULT =
            new DistributionConfig(HashingConfig.DEFAULT, PersistenceConfig.DEFAULT);

    /** Reads what stands among a virtual service's own settings. */
    static DistributionConfig read(Settings settings, Scheduling scheduling) {
        return new DistributionConfig(
                HashingConfig.read(settings.group(HashingConfig.KEY), scheduling),
                PersistenceConfig.read(settings.group(PersistenceConfig.KEY)));
    }
}
