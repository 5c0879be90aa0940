package io.steelyard.l7;

import io.steelyard.pool.RealServer;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Those who wait for a real server of one virtual service, on all event loops, and how a place that becomes free on one
 * loop comes to whoever waits on another. Thread-safe, without a lock.
 *
 * <p>A place is handed over, not thrown to the crowd: as long as somebody waits, an exchange that ends does not give its
 * place back. It goes as a {@link FreedPlace} to the loop whose first has waited longest and from there round the
 * others; only when nobody can use it, it is given back. So nobody who comes later can take it from those who wait, and
 * one freed place wakes one waiter.
 *
 * <p>Nobody is forgotten: who joins a line is counted first and then looks once more for a place, and who gives a place
 * back looks afterwards whether somebody is counted. Whichever comes second sees the other.
 */
final class WaitingRoom {
    private final AtomicInteger waiting = new AtomicInteger();
    /** Grows with everybody who joins. */
    private final AtomicLong arrivals = new AtomicLong();

    private volatile List<WaitingLine> lines = List.of();

    /** The lines, one for each event loop; told once, before anybody waits. */
    void lines(List<WaitingLine> all) {
        lines = List.copyOf(all);
    }

    List<WaitingLine> lines() {
        return lines;
    }

    /** How many wait, on all event loops together. */
    int waiting() {
        return waiting.get();
    }

    boolean isEmpty() {
        return waiting.get() == 0;
    }

    long arrivals() {
        return arrivals.get();
    }

    void joined() {
        waiting.incrementAndGet();
        arrivals.incrementAndGet();
    }

    void left() {
        waiting.decrementAndGet();
    }

    /** An exchange with this real server is over, and its place free. */
    void free(RealServer server) {
        if (server.hasPlaces()) {
            freePlace(server);
        } else {
            server.exchangeEnded();
        }
    }

    private void freePlace(RealServer server) {
        if (isEmpty() || server.isOverfull()) {
            server.exchangeEnded();
            if (isEmpty() || !server.tryTakePlace()) {
                return;
            }
        }
        new FreedPlace(this, server).begin();
    }

    /** Real servers have come, gone or changed: everybody who waits looks again. */
    void lookAgain() {
        if (isEmpty()) {
            return;
        }
        for (WaitingLine line : lines) {
            try {
                line.later(line::lookAgain);
            } catch (RejectedExecutionException ended) {
                // The event loop ends, and with it everybody who waits there.
            }
        }
    }
}
