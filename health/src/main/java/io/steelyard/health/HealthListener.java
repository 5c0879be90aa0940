package io.steelyard.health;

/** Hears what the health monitor finds. Called on the monitor's thread; must not block. */
public interface HealthListener {
    /** A cell's state changed. */
    default void changed(HealthChange change) {}

    /** A probe ended, whether or not it changed anything. */
    default void probed(CellId cell, CellState state, Verdict verdict) {}
}
