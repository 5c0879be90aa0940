package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.time.Duration;

/**
 * How long an HTTP virtual service waits; none of them is ever infinite, each is from 10 ms to 1 day, and
 * {@code tunnel} to 7 days.
 *
 * @param head for a whole request head, from its first byte, and for the first byte of a new connection
 * @param body without progress of a request's body
 * @param idle for the next request on a kept-alive client connection
 * @param connect for a connection to a real server
 * @param response for the response's head, once the request is sent, and without progress of its body
 * @param write for a client that takes nothing of what is sent to it
 * @param serverIdle how long a connection to a real server is kept with nothing to do
 * @param drain for the requests of a virtual service or real server that is removed, before they are cut off
 * @param tunnel for a tunnel, such as a WebSocket, in which nothing goes either way
 */
public record TimeoutConfig(
        Duration head,
        Duration body,
        Duration idle,
        Duration connect,
        Duration response,
        Duration write,
        Duration serverIdle,
        Duration drain,
        Duration tunnel) {
    public static final Setting<Duration> HEAD = time(
            "head",
            "10s",
            "How long a client may take to send the head of a request. It then gets 408 and the connection is closed.");
    public static final Setting<Duration> BODY =
            time("body", "30s", "How long a client may send nothing in the middle of a request's body.");
    public static final Setting<Duration> IDLE =
            time("idle", "75s", "How long a client's connection is kept open between two requests.");
    public static final Setting<Duration> CONNECT =
            time("connect", "3s", "How long to wait for a connection to a real server before another one is tried.");
    public static final Setting<Duration> RESPONSE = time(
            "response",
            "60s",
            "How long a real server may take to begin its response, and to send nothing in the middle of it. Raise it"
                    + " for pages that take long to compute.");
    public static final Setting<Duration> WRITE =
            time("write", "60s", "How long a client may take nothing of what is sent to it before it is given up.");
    public static final Setting<Duration> SERVER_IDLE = time(
            "serverIdle",
            "60s",
            "How long a connection to a real server is kept for later requests. Keep it below the real server's own"
                    + " limit, which is 120 seconds for IIS.");

    public static final Setting<Duration> DRAIN = time(
            "drain",
            "30s",
            "How long requests that are under way may go on when their real server or the virtual service is taken out of"
                    + " the configuration. They are cut off then.");
    public static final Setting<Duration> TUNNEL = Setting.duration(
            "tunnel",
            "10ms",
            "7d",
            "1h",
            "How long a tunnel, such as a WebSocket, is kept while nothing goes through it, either way. It is closed then.");

    /** What holds where a file says nothing. */
    public static final TimeoutConfig DEFAULT = new TimeoutConfig(
            HEAD.fallback(),
            BODY.fallback(),
            IDLE.fallback(),
            CONNECT.fallback(),
            RESPONSE.fallback(),
            WRITE.fallback(),
            SERVER_IDLE.fallback(),
            DRAIN.fallback(),
            TUNNEL.fallback());

    public TimeoutConfig {
        HEAD.check(head);
        BODY.check(body);
        IDLE.check(idle);
        CONNECT.check(connect);
        RESPONSE.check(response);
        WRITE.check(write);
        SERVER_IDLE.check(serverIdle);
        DRAIN.check(drain);
        TUNNEL.check(tunnel);
    }

    static TimeoutConfig read(Settings settings) {
        TimeoutConfig read = new TimeoutConfig(
                settings.get(HEAD),
                settings.get(BODY),
                settings.get(IDLE),
                settings.get(CONNECT),
                settings.get(RESPONSE),
                settings.get(WRITE),
                settings.get(SERVER_IDLE),
                settings.get(DRAIN),
                settings.get(TUNNEL));
        settings.end();
        return read;
    }

    private static Setting<Duration> time(String key, String fallback, String help) {
        return Setting.duration(key, "10ms", "1d", fallback, help);
    }
}
