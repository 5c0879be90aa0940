package io.steelyard.health;

import java.util.ArrayDeque;

/**
 * The bound on probes at once: whoever finds no slot free waits in line. The line is never longer than there are cells,
 * as each stands in it at most once. Used on the monitor's thread only.
 */
final class ProbeSlots {
    private final ArrayDeque<WatchedCell> line = new ArrayDeque<>();
    private int free;

    ProbeSlots(int atOnce) {
        this.free = atOnce;
    }

    /** Starts the cell's probe, now or when it is its turn. */
    void request(WatchedCell cell, boolean first) {
        if (free > 0) {
            free--;
            cell.start();
        } else if (first) {
            line.addFirst(cell);
        } else {
            line.addLast(cell);
        }
    }

    void leaveLine(WatchedCell cell) {
        line.remove(cell);
    }

    /** A probe ended: its slot goes to the next in line. */
    void release() {
        WatchedCell next = line.pollFirst();
        if (next == null) {
            free++;
        } else {
            next.start();
        }
    }
}
