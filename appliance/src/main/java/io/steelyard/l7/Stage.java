package io.steelyard.l7;

/** Where an {@link Exchange} stands. */
enum Stage {
    READING_HEAD,
    /** A real server is looked for, and waited for if all have what they can take. */
    CHOOSING,
    /** A real server is chosen and connected to. */
    CONNECTING,
    /** The request goes to the real server, the response to the client; both may be under way at once. */
    FORWARDING,
    /** Its two connections speak another protocol now. */
    SWITCHED,
    OVER
}
