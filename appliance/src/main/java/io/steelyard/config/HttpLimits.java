package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;

/**
 * What an HTTP virtual service takes at most.
 *
 * @param headBytes of a message head, request or response; 256 B – 1 MiB
 * @param fields of a message head, 1–10,000
 * @param bodyRate the least bytes per second at which a request's body must come; 0 sets none
 * @param connections of clients at once, on all event loops together; 1–10,000,000
 * @param idleServerConnections kept per real server and event loop; 0 keeps none, at most 100,000
 */
public record HttpLimits(int headBytes, int fields, int bodyRate, int connections, int idleServerConnections) {
    public static final Setting<Long> HEAD_BYTES = Setting.size(
            "headBytes",
            "256B",
            "1MiB",
            "32KiB",
            "How long the head of a request or response may be. A client with a longer one gets 431.");
    public static final Setting<Integer> FIELDS = Setting.integer(
            "fields",
            1,
            10_000,
            100,
            "How many header fields a request or response may have. A client with more gets 431.");
    public static final Setting<Integer> BODY_RATE = Setting.integer(
            "bodyRate",
            0,
            1_000_000_000,
            100,
            "The least bytes per second at which a client must send a request's body. 0 sets no such limit; the body"
                    + " timeout holds all the same.");
    public static final Setting<Integer> CONNECTIONS = Setting.integer(
            "connections",
            1,
            10_000_000,
            100_000,
            "How many client connections this virtual service holds at once. More than that are closed at once.");
    public static final Setting<Integer> IDLE_SERVER_CONNECTIONS = Setting.integer(
            "idleServerConnections",
            0,
            100_000,
            256,
            "How many unused connections to each real server are kept for later requests, on each event loop.");

    /** What holds where a file says nothing. */
    public static final HttpLimits DEFAULT = new HttpLimits(
            HEAD_BYTES.fallback().intValue(),
            FIELDS.fallback(),
            BODY_RATE.fallback(),
            CONNECTIONS.fallback(),
            IDLE_SERVER_CONNECTIONS.fallback());

    public HttpLimits {
        HEAD_BYTES.check((long) headBytes);
        FIELDS.check(fields);
        BODY_RATE.check(bodyRate);
        CONNECTIONS.check(connections);
        IDLE_SERVER_CONNECTIONS.check(idleServerConnections);
    }

    static HttpLimits read(Settings settings) {
        HttpLimits read = new HttpLimits(
                settings.get(HEAD_BYTES).intValue(),
                settings.get(FIELDS),
                settings.get(BODY_RATE),
                settings.get(CONNECTIONS),
                settings.get(IDLE_SERVER_CONNECTIONS));
        settings.end();
        return read;
    }
}
