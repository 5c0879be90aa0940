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
 * @param unasked why the last probe could not be sent, where that is the appliance's own lack; null where it was
 * @param doubt what real requests say against the check; null where they do not contradict it
 */
public record CellStatus(
        CellId id,
        HostPolicy policy,
        CellState state,
        Instant since,
        String reason,
        @Nullable String unasked,
        @Nullable CheckDoubt doubt) {

    /** One that nothing speaks against. */
    public CellStatus(CellId id, HostPolicy policy, CellState state, Instant since, String reason) {
        this(id, policy, state, since, reason, null, null);
    }

    CellStatus withDoubt(@Nullable CheckDoubt nowDoubt) {
        return new CellStatus(id, policy, state, since, reason, unasked, nowDoubt);
    }

    CellStatus withUnasked(@Nullable String nowUnasked) {
        return new CellStatus(id, policy, state, since, reason, nowUnasked, doubt);
    }

    /** The reason, and what has kept the appliance from asking since, for an administrator. */
    public String words() {
        return unasked == null ? reason : reason + "; not asked at present: " + unasked;
    }

    CellStatus withReason(String nowReason) {
        return new CellStatus(id, policy, state, since, nowReason, unasked, doubt);
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
