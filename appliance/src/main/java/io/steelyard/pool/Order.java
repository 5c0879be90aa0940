package io.steelyard.pool;

/** What an administrator says of a real server, or of one host name on it. */
public enum Order {
    /** It takes new clients, health allowing. */
    ENABLE,
    /** It takes no new clients; the present ones may finish. */
    DRAIN,
    /** It gets nothing more, whatever its health. */
    DISABLE
}
