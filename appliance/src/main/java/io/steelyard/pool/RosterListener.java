package io.steelyard.pool;

/** Hears of each new roster of a pool, in their order, on the thread that made it; must be quick and must not throw. */
@FunctionalInterface
public interface RosterListener {
    /** The pool has a new roster. */
    void published(Roster before, Roster after);
}
