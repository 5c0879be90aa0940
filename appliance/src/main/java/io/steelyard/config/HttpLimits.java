package io.steelyard.config;

/**
 * What an HTTP virtual service takes at most.
 *
 * @param headBytes of a message head, request or response
 * @param fields of a message head
 * @param bodyRate the least bytes per second at which a request's body must come
 * @param connections of clients at once, on all event loops together
 * @param idleServerConnections kept per real server and event loop
 */
public record HttpLimits(int headBytes, int fields, int bodyRate, int connections, int idleServerConnections) {}
