package io.steelyard.pool;

import io.steelyard.health.CellId;
import io.steelyard.health.CellState;
import java.time.Instant;

/**
 * A health check and real requests contradict each other, so the check itself is suspect.
 *
 * @param says what the check says: up while requests fail, or down while they are answered
 * @param reason both sides in words
 */
public record CheckDoubt(CellId cell, CellState says, Instant since, String reason) {}
