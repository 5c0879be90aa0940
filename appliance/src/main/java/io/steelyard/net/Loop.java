package io.steelyard.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandle;
import io.netty.channel.IoRegistration;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One event loop with what belongs to it alone: its deadlines, the buffer it receives into, and the list of what is to
 * be done at the end of its turn. A client's connection and its connection to a real server live on the same one, so
 * nothing here is shared.
 */
public final class Loop {
    private final int index;
    private final SingleThreadIoEventLoop eventLoop;
    private final DeadlineWheel wheel = new DeadlineWheel(System::nanoTime);
    private final ArrayDeque<Runnable> endOfTurn = new ArrayDeque<>();
    private final ArrayDeque<Runnable> endOfTurnLast = new ArrayDeque<>();
    private final Runnable runEndOfTurn = this::runEndOfTurn;
    private final Runnable tick = this::tick;
    private @Nullable ReceiveBuffer received;
    private @Nullable GatherBuffer gathered;
    private @Nullable ByteBuf pieces;
    private boolean ticking;

    Loop(int index, SingleThreadIoEventLoop eventLoop) {
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
        awaitEndOfTurn();
        endOfTurn.add(task);
    }

    /**
     * The same, but after all that {@link #atEndOfTurn} runs. What goes to clients waits for what goes to real servers: a
     * receiver that is given its messages one right after the other is woken once for many of them, while one that is given
     * them in between others' falls asleep each time, and waking it is among the dearest things that sending does.
     */
    void atEndOfTurnLast(Runnable task) {
        awaitEndOfTurn();
        endOfTurnLast.add(task);
    }

    private void awaitEndOfTurn() {
        if (endOfTurn.isEmpty() && endOfTurnLast.isEmpty()) {
            eventLoop.executeAfterEventLoopIteration(runEndOfTurn);
        }
    }

    /** Takes a handle among those whose events this loop handles. To be called on this loop. */
    IoRegistration register(IoHandle handle) throws IOException {
        Future<IoRegistration> registered = eventLoop.register(handle);
        if (!registered.isSuccess()) {
            throw new IOException("the event loop takes no more", registered.cause());
        }
        return registered.getNow();
    }

    /** What direct connections receive into; what is in it is valid until the next receive, or the end of the turn. */
    ReceiveBuffer received() {
        ReceiveBuffer buffer = received;
        if (buffer == null) {
            buffer = new ReceiveBuffer();
            received = buffer;
        }
        return buffer;
    }

    /** Where direct connections gather small pieces until the end of the turn. */
    GatherBuffer gathered() {
        GatherBuffer buffer = gathered;
        if (buffer == null) {
            buffer = new GatherBuffer();
            gathered = buffer;
        }
        return buffer;
    }

    /** The address of an array of two {@code struct iovec} (writev(2)) of these addresses and lengths. */
    long pieces(long first, int firstLength, long second, int secondLength) {
        ByteBuf array = pieces;
        if (array == null) {
            array = Unpooled.directBuffer(4 * Long.BYTES, 4 * Long.BYTES);
            pieces = array;
        }
        array.setLongLE(0, first);
        array.setLongLE(8, firstLength);
        array.setLongLE(16, second);
        array.setLongLE(24, secondLength);
        return array.memoryAddress();
    }

    /** Gives its memory back; when its thread has ended. */
    void release() {
        if (received != null) {
            received.release();
            received = null;
        }
        if (gathered != null) {
            gathered.release();
            gathered = null;
        }
        if (pieces != null) {
            pieces.release();
            pieces = null;
        }
    }

    /** What tasks add meanwhile is run as well, until nothing is left. */
    private void runEndOfTurn() {
        try {
            for (Runnable task = nextAtEnd(); task != null; task = nextAtEnd()) {
                task.run();
            }
        } finally {
            // Whatever one of them threw: the others still have to run.
            if (!endOfTurn.isEmpty() || !endOfTurnLast.isEmpty()) {
                eventLoop.executeAfterEventLoopIteration(runEndOfTurn);
            } else {
                letGoOfTurn();
            }
        }
    }

    private void letGoOfTurn() {
        if (received != null) {
            received.letGo();
        }
        if (gathered != null) {
            gathered.letGo();
        }
    }

    private @Nullable Runnable nextAtEnd() {
        Runnable first = endOfTurn.poll();
        return first == null ? endOfTurnLast.poll() : first;
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
        eventLoop.schedule(tick, DeadlineWheel.TICK_NANOS, TimeUnit.NANOSECONDS);
    }
}
