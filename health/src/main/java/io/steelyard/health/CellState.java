package io.steelyard.health;

/** What is known of one cell. */
public enum CellState {
    /** No verdict yet. */
    PENDING,
    UP,
    DOWN,
    /** Nothing is asked of it, so nothing is known; takes traffic. */
    UNCHECKED;

    /** Whether requests may go there. */
    public boolean takesTraffic() {
        return this == UP || this == UNCHECKED;
    }
}
