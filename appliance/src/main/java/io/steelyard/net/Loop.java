package io.steelyard.net;

import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadEventLoop;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * One event loop with what belongs to it alone: its deadlines, and the list of what is to be sent at the end of its
 * turn. A client's connection and its connection to a real server live on the same one, so nothing here is shared.
 */
public final class Loop {
    private final int index;
    private final SingleThreadEventLoop eventLoop;
    private final DeadlineWheel wheel = new DeadlineWheel(System::nanoTime);
    private final ArrayDeque<Runnable> endOfTurn = new ArrayDeque<>();
    private final Runnable runEndOfTurn = this::runEndOfTurn;
    private boolean ticking;

    Loop(int index, SingleThreadEventLoop eventLoop) {
        this.index = index;
        this.eventLoop = eventLoop;
    }

    /** Its place among the loops, from 0. */
    public int index() {
        return index;
    }

    public EventLoop eventLoop() {
        return eventLoop;
    }

    /** Arms a deadline {@code nanos} from now. To be called on this loop. */
    public void arm(Deadline deadline, long nanos) {
        wheel.arm(deadline, nanos);
        if (!ticking) {
            ticking = true;
            tickLater();
        }
    }

    public void disarm(Deadline deadline) {
        wheel.disarm(deadline);
    }

    /** Takes a deadline out for good, so that nothing refers to it any more. */
    public void forget(Deadline deadline) {
        wheel.remove(deadline);
    }

    /** Runs this at the end of the loop's turn, when every event of the turn was handled. To be called on this loop. */
    void atEndOfTurn(Runnable task) {
        if (endOfTurn.isEmpty()) {
            eventLoop.executeAfterEventLoopIteration(runEndOfTurn);
        }
        endOfTurn.add(task);
    }

    private void runEndOfTurn() {
        for (Runnable task = endOfTurn.poll(); task != null; task = endOfTurn.poll()) {
            task.run();
        }
    }

    private void tick() {
        ticking = false;
        try {
            wheel.advance();
        } finally {
            // Whatever a deadline's task threw: the others still have to expire.
            if (!ticking && !wheel.isEmpty()) {
                ticking = true;
                tickLater();
            }
        }
    }

    private void tickLater() {
        eventLoop.schedule(this::tick, DeadlineWheel.TICK_NANOS, TimeUnit.NANOSECONDS);
    }
}
