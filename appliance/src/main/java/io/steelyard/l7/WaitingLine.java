package io.steelyard.l7;

import io.steelyard.net.Deadline;
import io.steelyard.pool.RealServer;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Those of one event loop who wait for a real server of one virtual service: first come, first served, each for a time.
 * Used on its event loop, except for what says so.
 */
final class WaitingLine {
    /** What arms deadlines on the event loop. */
    interface Deadlines {
        void arm(Deadline deadline, long nanos);

        void forget(Deadline deadline);
    }

    private final WaitingRoom room;
    private final Executor eventLoop;
    private final Deadlines deadlines;
    private final LongSupplier nanoClock;
    private final Deadline nextLook = new Deadline(this::lookAgain);
    private @Nullable Waiter first;
    private @Nullable Waiter last;
    private volatile int length;
    private volatile long oldestSince;

    WaitingLine(WaitingRoom room, Executor eventLoop, Deadlines deadlines, LongSupplier nanoClock) {
        this.room = room;
        this.eventLoop = eventLoop;
        this.deadlines = deadlines;
        this.nanoClock = nanoClock;
    }

    WaitingRoom room() {
        return room;
    }

    /** Any thread may ask. */
    int length() {
        return length;
    }

    /** How long the first has waited, in nanoseconds; negative where nobody waits. Any thread may ask. */
    long longestWait() {
        return length == 0 ? -1 : Math.max(0, nanoClock.getAsLong() - oldestSince);
    }

    /** Does this on the event loop, not from here. Any thread may ask. */
    void later(Runnable task) {
        eventLoop.execute(task);
    }

    /**
     * Waits at the end of the line; who has joined must look once more, as a place may have become free before it was known
     * that somebody waits.
     *
     * @param most who may wait here
     * @return false if so many wait already
     */
    boolean join(Waiter waiter, int most, long timeoutNanos) {
        if (length >= most) {
            return false;
        }
        waiter.since = nanoClock.getAsLong();
        waiter.waits = true;
        waiter.before = last;
        waiter.after = null;
        if (last == null) {
            first = waiter;
            oldestSince = waiter.since;
        } else {
            last.after = waiter;
        }
        last = waiter;
        lengthen(1);
        room.joined();
        deadlines.arm(waiter.deadline, timeoutNanos);
        return true;
    }

    /**
     * Takes it out, wherever it stands.
     *
     * @return how long it has waited, in nanoseconds; 0 where it does not wait
     */
    long leave(Waiter waiter) {
        if (!waiter.waits) {
            return 0;
        }
        waiter.waits = false;
        Waiter before = waiter.before;
        Waiter after = waiter.after;
        if (before == null) {
            first = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.before = before;
        }
        waiter.before = null;
        waiter.after = null;
        if (first != null) {
            oldestSince = first.since;
        }
        lengthen(-1);
        room.left();
        deadlines.forget(waiter.deadline);
        if (first == null) {
            deadlines.forget(nextLook);
        }
        return Math.max(0, nanoClock.getAsLong() - waiter.since);
    }

    private void lengthen(int by) {
        int next = length + by;
        length = next; // written on the event loop only
    }

    /** Offers a place, which is held, to one after another; false if nobody can use it. */
    boolean offer(RealServer server) {
        Waiter waiter = first;
        while (waiter != null) {
            Waiter next = waiter.after;
            if (waiter.guest.offered(server)) {
                return true;
            }
            waiter = next;
        }
        return false;
    }

    /** Everybody who waits now looks again, one after another. */
    void lookAgain() {
        Waiter waiter = first;
        for (int left = length; left > 0 && waiter != null; left--) {
            Waiter next = waiter.after;
            waiter.guest.lookAgain();
            waiter = next;
        }
    }

    /** Everybody looks again so much later, or sooner. */
    void lookAgainIn(long nanos) {
        if (!nextLook.isArmed()) {
            deadlines.arm(nextLook, nanos);
        }
    }
}
