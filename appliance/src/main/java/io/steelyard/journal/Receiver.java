package io.steelyard.journal;

import io.steelyard.event.Severity;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Where entries go: a file, a syslog server, a webhook, a mailbox. Used by one thread of its own, except for
 * {@link #close}, which may come from another and ends a delivery under way.
 */
public interface Receiver extends Closeable {

    /** What messages and the API call it, such as {@code syslog 192.0.2.9:514}. */
    String name();

    /** Entries below it are not delivered here. */
    Severity least();

    /** How entries that cannot be delivered are tried again. */
    Retry retry();

    /** How long entries are collected after the first one, to be delivered together; zero takes what is there. */
    default Duration collect() {
        return Duration.ZERO;
    }

    /**
     * Delivers these, in their order, all or none. May block, for a bounded time.
     *
     * @throws IOException where it failed and may be tried again
     */
    void deliver(List<JournalEntry> entries) throws IOException;

    /** Gives up connections and files; the next delivery, if there is one, opens them again. */
    @Override
    void close() throws IOException;
}
