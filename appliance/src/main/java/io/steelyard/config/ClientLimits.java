package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.util.List;

/**
 * What each client may have and do at most, told apart by their addresses.
 *
 * @param connections at once, 0 for however many, at most 1,000,000
 * @param connectionRate new connections in a second, 0 for whatever comes, at most 1,000,000
 * @param requestRate requests in a second, 0 for whatever comes, at most 1,000,000
 * @param burst how many of either may come at once after a quiet time, 0 for as many as in a second, at most 1,000,000
 * @param prefix how much of an address makes a client
 * @param entries how many clients are counted at the same time, 100–10,000,000
 * @param exceptions addresses that none of this holds for
 */
public record ClientLimits(
        int connections,
        int connectionRate,
        int requestRate,
        int burst,
        SourcePrefix prefix,
        int entries,
        List<IpPrefix> exceptions) {
    public static final Setting<Integer> CONNECTIONS = Setting.integer(
            "connections", 0, 1_000_000, 0, "How many connections one client may have at once. 0 sets no limit.");
    public static final Setting<Integer> CONNECTION_RATE = Setting.integer(
            "connectionRate",
            0,
            1_000_000,
            0,
            "How many new connections one client may open in a second. 0 sets no limit.");
    public static final Setting<Integer> REQUEST_RATE = Setting.integer(
            "requestRate", 0, 1_000_000, 0, "How many requests one client may make in a second. 0 sets no limit.");
    public static final Setting<Integer> BURST = Setting.integer(
            "burst",
            0,
            1_000_000,
            0,
            "How many connections, and how many requests, one client may begin at once after a quiet time. 0 stands for as"
                    + " many as it may in a second.");
    public static final Setting<Integer> ENTRIES = Setting.integer(
            "entries",
            100,
            10_000_000,
            100_000,
            "How many clients are counted at the same time, at about 150 bytes each. Those that have nothing open and were"
                    + " quiet make room; while there is none, a new client is not limited.");
    public static final Setting<List<IpPrefix>> EXCEPTIONS = IpPrefix.list(
            "exceptions",
            "Addresses, or ranges of them such as 192.0.2.0/24, that the limits for each client do not hold for: offices"
                    + " with many users, monitoring, proxies of yours.");

    /** What holds where a file says nothing: no limit. */
    public static final ClientLimits NONE = new ClientLimits(
            CONNECTIONS.fallback(),
            CONNECTION_RATE.fallback(),
            REQUEST_RATE.fallback(),
            BURST.fallback(),
            SourcePrefix.SINGLE,
            ENTRIES.fallback(),
            EXCEPTIONS.fallback());

    public ClientLimits {
        CONNECTIONS.check(connections);
        CONNECTION_RATE.check(connectionRate);
        REQUEST_RATE.check(requestRate);
        BURST.check(burst);
        ENTRIES.check(entries);
        exceptions = List.copyOf(exceptions);
    }

    /** Whether there is any limit at all. */
    public boolean isOn() {
        return connections > 0 || connectionRate > 0 || requestRate > 0;
    }

    static ClientLimits read(Settings settings) {
        ClientLimits read = new ClientLimits(
                settings.get(CONNECTIONS),
                settings.get(CONNECTION_RATE),
                settings.get(REQUEST_RATE),
                settings.get(BURST),
                SourcePrefix.read(settings),
                settings.get(ENTRIES),
                settings.get(EXCEPTIONS));
        settings.end();
        return read;
    }
}
