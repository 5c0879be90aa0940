package io.steelyard.config;

/** How the next real server is chosen. */
public enum Scheduling {
    ROUND_ROBIN,
    WEIGHTED_ROUND_ROBIN
}
