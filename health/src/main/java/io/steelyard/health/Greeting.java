package io.steelyard.health;

import java.nio.charset.StandardCharsets;

/**
 * What is said on a fresh connection before anything else, TLS included, to a real server that expects the PROXY protocol
 * there: that this connection is the prober's own and stands for no client.
 */
public enum Greeting {
    NONE(new byte[0]),

    /** The line of version 1. */
    PROXY_V1("PROXY UNKNOWN\r\n".getBytes(StandardCharsets.US_ASCII)),

    /** Version 2's command LOCAL, with no addresses behind it. */
    PROXY_V2(new byte[] {'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n', 0x20, 0, 0, 0});

    @SuppressWarnings("ImmutableEnumChecker") // nobody gets this array, only copies of it
    private final byte[] bytes;

    Greeting(byte[] bytes) {
        this.bytes = bytes;
    }

    /** What goes over the wire; empty for {@link #NONE}. */
    public byte[] bytes() {
        return bytes.clone();
    }
}
