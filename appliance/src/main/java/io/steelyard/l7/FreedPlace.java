package io.steelyard.l7;

import io.steelyard.pool.RealServer;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/**
 * A place at a real server on its way to somebody who waits: it is held, and goes from event loop to event loop until one
 * takes it. Begins where the first has waited longest.
 */
final class FreedPlace implements Runnable {
    private final WaitingRoom room;
    private final RealServer server;
    private long arrivals;
    private int at;
    private int asked;

    FreedPlace(WaitingRoom room, RealServer server) {
        this.room = room;
        this.server = server;
    }

    void begin() {
        arrivals = room.arrivals();
        asked = 0;
        at = 0;
        List<WaitingLine> lines = room.lines();
        long longest = -1;
        for (int i = 0; i < lines.size(); i++) {
            long wait = lines.get(i).longestWait();
            if (wait > longest) {
                longest = wait;
                at = i;
            }
        }
        goOn();
    }

    /** To the next loop where somebody waits; this one, if it was not asked. */
    private void goOn() {
        List<WaitingLine> lines = room.lines();
        while (asked < lines.size() && lines.get(at).length() == 0) {
            next(lines.size());
        }
        if (asked == lines.size()) {
            nobodyTookIt();
            return;
        }
        try {
            lines.get(at).later(this);
        } catch (RejectedExecutionException ended) {
            server.exchangeEnded();
        }
    }

    private void next(int loops) {
        asked++;
        at = at + 1 == loops ? 0 : at + 1;
    }

    /** On the loop that is asked. */
    @Override
    public void run() {
        List<WaitingLine> lines = room.lines();
        if (lines.get(at).offer(server)) {
            return;
        }
        next(lines.size());
        goOn();
    }

    private void nobodyTookIt() {
        server.exchangeEnded();
        // Who came meanwhile may have seen it taken, and counts on being told.
        if (room.arrivals() != arrivals && !room.isEmpty() && server.tryTakePlace()) {
            begin();
        }
    }
}
