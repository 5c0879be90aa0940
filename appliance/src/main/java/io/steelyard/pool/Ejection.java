package io.steelyard.pool;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A real server gets no requests for one host name for a time, because requests for it failed there.
 *
 * @param host null for the requests that are for no known host name
 * @param until when it ends
 * @param reason what the requests met, in words
 */
public record Ejection(@Nullable String host, Instant until, String reason) {

    /** Why it gets none, for an administrator: one line without a full stop. */
    String words() {
        return "ejected until " + until.truncatedTo(ChronoUnit.SECONDS) + ", because " + reason;
    }
}
