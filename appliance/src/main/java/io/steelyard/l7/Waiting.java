package io.steelyard.l7;

/** What a {@link ClientHandler} waits for its client to do. */
enum Waiting {
    NOTHING,
    HEAD,
    BODY,
    NEXT_REQUEST,
    /** What was sent last is on its way out, what still comes in is thrown away. */
    LINGERING,
    CLOSING
}
