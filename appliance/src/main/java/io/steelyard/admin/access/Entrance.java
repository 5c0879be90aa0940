package io.steelyard.admin.access;

import java.time.Duration;
import java.time.Instant;

/** What came of trying to get in, or of proving who one is. */
public sealed interface Entrance {
    /**
     * @param secret what the browser is to show from now on
     * @param csrf what its page is to send with every change
     * @param ends when it ends at the latest
     */
    record In(User user, String secret, String csrf, Instant ends) implements Entrance {}

    /** What was asked for is so; nobody came in by it. */
    record Done() implements Entrance {}

    /** The user, the password or the code is wrong; which one is not said. */
    record Wrong(String sentence) implements Entrance {}

    /** Not now, because of earlier failures or of too many others. */
    record Later(Duration delay) implements Entrance {}

    /** @param field what is wrong in the request */
    record Unfit(String field, String sentence) implements Entrance {}

    /** It cannot be as things are. */
    record Cannot(String sentence) implements Entrance {}
}
