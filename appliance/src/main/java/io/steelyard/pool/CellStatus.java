package io.steelyard.pool;

import io.steelyard.health.CellId;
import io.steelyard.health.CellState;
import io.steelyard.health.HostPolicy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One cell as a roster has it.
 *
 * @param since when the cell came into this state
 * @param reason the verdict that brought it there, in words; says so where there was none yet
 * @param doubt what real requests say against the check; null where they do not contradict it
 */
public record CellStatus(
        CellId id,
        HostPolicy policy,
        CellState state,
        Instant since,
        String reason,
        @Nullable CheckDoubt doubt) {

    /** One that nothing speaks against. */
    public CellStatus(CellId id, HostPolicy policy, CellState state, Instant since, String reason) {
        this(id, policy, state, since, reason, null);
    }

    CellStatus withDoubt(@Nullable CheckDoubt nowDoubt) {
        return new CellStatus(id, policy, state, since, reason, nowDoubt);
    }

    /** Whether the cell has a say in where requests go. */
    boolean decides() {
        return policy != HostPolicy.INFORMATIONAL;
    }

    /** Whether the whole real server is out when this cell takes no traffic, however health checks are combined. */
    boolean isRequired() {
        return policy == HostPolicy.REQUIRED && id.host() != null;
    }
}
