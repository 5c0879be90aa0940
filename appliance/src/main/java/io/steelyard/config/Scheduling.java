package io.steelyard.config;

/** How the next real server is chosen. */
public enum Scheduling {
    ROUND_ROBIN,
    WEIGHTED_ROUND_ROBIN,
    LEAST_CONNECTION,
    WEIGHTED_LEAST_CONNECTION,
    FIXED_WEIGHTING,
    WEIGHTED_RESPONSE_TIME,
    RESOURCE,
    SOURCE_IP_HASH,
    URI_HASH,
    HEADER_HASH,
    RANDOM_TWO;

    /** Whether requests with the same key go to the same real server. */
    public boolean hashes() {
        return this == SOURCE_IP_HASH || this == URI_HASH || this == HEADER_HASH;
    }
}
