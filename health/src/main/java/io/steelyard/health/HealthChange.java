package io.steelyard.health;

import java.time.Instant;

/**
 * A cell went from one state to another; happens on transition only.
 *
 * @param cell whose state changed
 * @param from the state before
 * @param to the state now, never equal to {@code from}
 * @param at when
 * @param verdict the verdict that tipped it
 */
public record HealthChange(CellId cell, CellState from, CellState to, Instant at, Verdict verdict) {}
