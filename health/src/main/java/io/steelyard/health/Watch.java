package io.steelyard.health;

/** One cell being probed again and again, until stopped. Thread-safe. */
public interface Watch {
    CellId cell();

    /** What is known of the cell at this moment; never null, and still there after the watch was stopped. */
    CellHistory history();

    /**
     * Ends it. Nothing is announced of this cell any more, except what is being announced at this moment. A probe under
     * way ends by itself and counts for nothing.
     */
    void stop();
}
