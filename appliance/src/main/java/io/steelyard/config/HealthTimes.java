package io.steelyard.config;

import java.time.Duration;

/**
 * When cells are probed and how many verdicts it takes to change their state.
 *
 * @param interval between two probes of a cell
 * @param fastInterval the same while the cell is changing its mind
 * @param rise verdicts in a row that bring a cell up
 * @param fall verdicts in a row that take it down
 */
public record HealthTimes(
        Duration interval,
        Duration fastInterval,
        Duration connectTimeout,
        Duration responseTimeout,
        int rise,
        int fall) {}
