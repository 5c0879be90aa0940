package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;

/**
 * What a real server takes at most.
 *
 * @param maxConnections requests at once, on all event loops together; 0 for however many, at most 1,000,000
 * @param maxRate new requests in a second; 0 for whatever comes, at most 1,000,000
 */
public record ServerCapacity(int maxConnections, int maxRate) {
    public static final Setting<Integer> MAX_CONNECTIONS = Setting.integer(
            "maxConnections",
            0,
            1_000_000,
            0,
            "How many requests the real server gets at once. Further ones go to other real servers, and wait where all have"
                    + " what they can take. 0 sets no limit. An agent may lower it.");
    public static final Setting<Integer> MAX_RATE = Setting.integer(
            "maxRate",
            0,
            1_000_000,
            0,
            "How many new requests the real server gets in a second. 0 sets no limit. At most a tenth of a second's requests"
                    + " come at once.");

    /** What holds where a file says nothing. */
    public static final ServerCapacity UNLIMITED = new ServerCapacity(MAX_CONNECTIONS.fallback(), MAX_RATE.fallback());

    public ServerCapacity {
        MAX_CONNECTIONS.check(maxConnections);
        MAX_RATE.check(maxRate);
    }

    /** Reads what stands among a real server's own settings. */
    static ServerCapacity readFrom(Settings settings) {
        return new ServerCapacity(settings.get(MAX_CONNECTIONS), settings.get(MAX_RATE));
    }
}
