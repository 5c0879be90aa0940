package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;

/**
 * What the data plane runs on. Taken when the process starts; a change waits for the next start.
 *
 * @param threads event loops, 0 for one on each core; at most 1024
 */
public record DataPlaneConfig(Carrier transport, int threads) {
    static final String KEY = "dataPlane";

    /** What carries connections. */
    public enum Carrier {
        /** The fastest one that works on this machine. */
        AUTO,
        EPOLL,
        IO_URING,
        NIO
    }

    public static final Setting<Carrier> TRANSPORT = Setting.choice(
            "transport",
            Carrier.class,
            Carrier.AUTO,
            "What carries connections. auto takes the fastest one that works on this machine, which is epoll on Linux and"
                    + " nio elsewhere. Takes effect at the next start.");
    public static final Setting<Integer> THREADS = Setting.integer(
            "threads",
            0,
            1024,
            0,
            "How many threads carry traffic. 0 makes one for each core that the process may use. Takes effect at the next"
                    + " start.");

    /** What holds where a file says nothing. */
    public static final DataPlaneConfig DEFAULT = new DataPlaneConfig(TRANSPORT.fallback(), THREADS.fallback());

    public DataPlaneConfig {
        THREADS.check(threads);
    }

    static DataPlaneConfig read(Settings settings) {
        DataPlaneConfig read = new DataPlaneConfig(settings.get(TRANSPORT), settings.get(THREADS));
        settings.end();
        return read;
    }
}
