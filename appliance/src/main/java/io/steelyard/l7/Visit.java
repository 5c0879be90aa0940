package io.steelyard.l7;

import io.steelyard.limit.ClientTally;
import org.jspecify.annotations.Nullable;

/** What a {@link Door} knows of one client's connection. Belongs to its event loop. */
final class Visit {
    /** Why it is turned away: its first request gets this for an answer, and it is closed. Null where it is welcome. */
    ProxyFailure.@Nullable Kind refusal;

    /** Where it is counted as its client's; null where it is not. */
    @Nullable
    ClientTally entered;

    /** @param refusal null where it is welcome so far */
    Visit(ProxyFailure.@Nullable Kind refusal) {
        this.refusal = refusal;
    }
}
