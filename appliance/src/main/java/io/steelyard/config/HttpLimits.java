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
 * @param connectionRate new connections of all clients together in a second; 0 for whatever comes, at most 10,000,000
 * @param requestRate requests of all clients together in a second; 0 for whatever comes, at most 10,000,000
 * @param idleServerConnections kept per real server and event loop; 0 keeps none, at most 100,000
 */
public record HttpLimits(
        int headBytes,
        int fields,
        int bodyRate,
        int connections,
        int connectionRate,
        int requestRate,
        int idleServerConnections) {
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
            "How many client connections this virtual service holds at once. Further ones get 503 and are closed.");
    public static final Setting<Integer> CONNECTION_RATE = Setting.integer(
            "connectionRate",
            0,
            10_000_000,
            0,
            "How many new client connections this virtual service takes in a second. Further ones get 503 and are closed. 0"
                    + " sets no limit.");
    public static final Setting<Integer> REQUEST_RATE = Setting.integer(
            "requestRate",
            0,
            10_000_000,
            0,
            "How many requests this virtual service takes in a second. Further ones get 503. 0 sets no limit.");
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
            CONNECTION_RATE.fallback(),
            REQUEST_RATE.fallback(),
            IDLE_SERVER_CONNECTIONS.fallback());

    /** Whatever the rates at which clients come. */
    public HttpLimits(int headBytes, int fields, int bodyRate, int connections, int idleServerConnections) {
        this(headBytes, fields, bodyRate, connections, 0, 0, idleServerConnections);
    }

    public HttpLimits {
        HEAD_BYTES.check((long) headBytes);
        FIELDS.check(fields);
        BODY_RATE.check(bodyRate);
        CONNECTIONS.check(connections);
        CONNECTION_RATE.check(connectionRate);
        REQUEST_RATE.check(requestRate);
        IDLE_SERVER_CONNECTIONS.check(idleServerConnections);
    }

    static HttpLimits read(Settings settings) {
        HttpLimits read = new HttpLimits(
                settings.get(HEAD_BYTES).intValue(),
                settings.get(FIELDS),
                settings.get(BODY_RATE),
                settings.get(CONNECTIONS),
                settings.get(CONNECTION_RATE),
                settings.get(REQUEST_RATE),
                settings.get(IDLE_SERVER_CONNECTIONS));
        settings.end();
        return read;
    }
}
