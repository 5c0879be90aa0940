package io.steelyard.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one cell's verdicts amount to so far.
 *
 * @param since when the cell came into this state
 * @param reason why it is in this state: the last verdict that agrees with it, in words
 * @param ups verdicts of up in a row, up to now
 * @param downs verdicts of down in a row, up to now
 * @param last the last verdict, whether or not it agrees; null before the first
 */
public record HealthState(
        CellState state,
        Instant since,
        String reason,
        int ups,
        int downs,
        @Nullable Verdict last) {

    /** A cell that no verdict is known of yet. */
    public static HealthState pending(Instant since) {
        return new HealthState(CellState.PENDING, since, "no verdict yet", 0, 0, null);
    }

    /** A cell of which nothing is asked. */
    public static HealthState unchecked(Instant since) {
        return new HealthState(CellState.UNCHECKED, since, "nothing is asked of it", 0, 0, null);
    }

    /** The state after one more verdict. The first one ever counts at once; one that is void counts for nothing. */
    public HealthState after(Verdict verdict, Thresholds thresholds, Instant at) {
        if (verdict.isVoid()) {
            return new HealthState(state, since, reason, ups, downs, verdict);
        }
        int upsNow = verdict.up() ? next(ups) : 0;
        int downsNow = verdict.up() ? 0 : next(downs);
        CellState now = switch (state) {
            case PENDING, UNCHECKED -> verdict.up() ? CellState.UP : CellState.DOWN;
            case UP -> downsNow >= thresholds.fall() ? CellState.DOWN : CellState.UP;
            case DOWN -> upsNow >= thresholds.rise() ? CellState.UP : CellState.DOWN;
        };
        boolean agrees = verdict.up() == (now == CellState.UP);
        return new HealthState(
                now, now == state ? since : at, agrees ? verdict.reason() : reason, upsNow, downsNow, verdict);
    }

    /** Whether the last verdicts disagree with the state, but are not yet enough to change it. */
    public boolean changingItsMind() {
        return (state == CellState.UP && downs > 0) || (state == CellState.DOWN && ups > 0);
    }

    private static int next(int count) {
        return count == Integer.MAX_VALUE ? count : count + 1;
    }
}
