package io.steelyard.pool;

import io.steelyard.health.CellId;
import io.steelyard.health.CellState;
import io.steelyard.health.HostPolicy;
import java.time.Instant;

/**
 * One cell as a roster has it.
 *
 * @param since when the cell came into this state
 * @param reason the verdict that brought it there, in words; says so where there was none yet
 */
public record CellStatus(CellId id, HostPolicy policy, CellState state, Instant since, String reason) {}
