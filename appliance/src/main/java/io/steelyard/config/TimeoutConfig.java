package io.steelyard.config;

import java.time.Duration;

/**
 * How long an HTTP virtual service waits; none of them is ever infinite.
 *
 * @param head for a whole request head, from its first byte, and for the first byte of a new connection
 * @param body without progress of a request's body
 * @param idle for the next request on a kept-alive client connection
 * @param connect for a connection to a real server
 * @param response for the response's head, once the request is sent, and without progress of its body
 * @param write for a client that takes nothing of what is sent to it
 * @param serverIdle how long a connection to a real server is kept with nothing to do
 */
public record TimeoutConfig(
        Duration head,
        Duration body,
        Duration idle,
        Duration connect,
        Duration response,
        Duration write,
        Duration serverIdle) {}
