package io.steelyard.net;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of one event loop: a timing wheel that makes arming and disarming cost a few instructions, because
 * every message arms one and almost none expires.
 *
 * <p>A deadline sits in the slot in which it must be looked at next. Arming it again for later only notes the new
 * moment: when the old slot comes round, the deadline is moved on. So a busy connection is touched by the wheel about
 * once per timeout, not once per message. Deadlines expire up to one tick late and never early. See Varghese and Lauck,
 * "Hashed and Hierarchical Timing Wheels" (1987), scheme 6; the lazy move is ours.
 *
 * <p>Not thread-safe: all calls come from the one event loop.
 */
public final class DeadlineWheel {
    /** How coarse deadlines are, in nanoseconds. */
    public static final long TICK_NANOS = 50_000_000;

    private static final int SLOTS = 1024;

    private final @Nullable Deadline[] slots = new Deadline[SLOTS];
    private final LongSupplier nanoTime;
    private final long startedAt;
    private long ticksDone;
    private int size;

    /** Whether callbacks may be running: then {@link #ticksDone} is the slot being emptied, and must stay it. */
    private boolean advancing;

    /**
     * An empty wheel.
     *
     * @param nanoTime the clock, as {@link System#nanoTime}
     */
    public DeadlineWheel(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.startedAt = nanoTime.getAsLong();
    }

    /** Arms the deadline to expire {@code nanos} from now, whether or not it was armed before. */
    public void arm(Deadline deadline, long nanos) {
        long now = nanoTime.getAsLong();
        if (size == 0 && !advancing) {
            // Nobody advanced an empty wheel.
            ticksDone = (now - startedAt) / TICK_NANOS;
        }
        deadline.expiresAt = now + nanos;
        deadline.armed = true;
        long tick = tickOf(deadline.expiresAt);
        if (deadline.slot >= 0) {
            if (ticksUntil(deadline.slot) <= tick - ticksDone) {
                return;
            }
            unlink(deadline);
        }
        link(deadline, tick);
    }

    /** Disarms the deadline; nothing happens where it was not armed. */
    public void disarm(Deadline deadline) {
        deadline.armed = false;
    }

    /** Takes the deadline out for good, so that nothing refers to it any more. */
    public void remove(Deadline deadline) {
        deadline.armed = false;
        if (deadline.slot >= 0) {
            unlink(deadline);
        }
    }

    /** Runs what has expired. To be called at least once per tick while {@link #isEmpty} is false. */
    public void advance() {
        long now = nanoTime.getAsLong();
        long target = (now - startedAt) / TICK_NANOS;
        if (target - ticksDone > SLOTS) {
            // A long pause: every slot is due once, no more.
            ticksDone = target - SLOTS;
        }
        advancing = true;
        try {
            while (ticksDone < target) {
                ticksDone++;
                expire((int) (ticksDone & (SLOTS - 1)), now);
            }
        } finally {
            advancing = false;
        }
    }

    /** Whether no deadline is held, armed or waiting to be forgotten. */
    public boolean isEmpty() {
        return size == 0;
    }

    private void expire(int slot, long now) {
        // What is linked meanwhile goes into other slots: link() never reaches all the way round.
        for (Deadline deadline = slots[slot]; deadline != null; deadline = slots[slot]) {
            unlink(deadline);
            settle(deadline, now);
        }
    }

    private void settle(Deadline deadline, long now) {
        if (!deadline.armed) {
            return;
        }
        if (deadline.expiresAt - now > 0) {
            link(deadline, tickOf(deadline.expiresAt));
            return;
        }
        deadline.armed = false;
        deadline.onExpired.run();
    }

    /** The first tick at whose end the moment has passed. */
    private long tickOf(long moment) {
        return (moment - startedAt + TICK_NANOS - 1) / TICK_NANOS;
    }

    private long ticksUntil(int slot) {
        long distance = (slot - ticksDone) & (SLOTS - 1);
        return distance == 0 ? SLOTS : distance;
    }

    private void link(Deadline deadline, long tick) {
        // Past the horizon: looked at when the wheel comes round, and moved on from there.
        long ahead = Math.min(Math.max(tick - ticksDone, 1), SLOTS - 1);
        int slot = (int) ((ticksDone + ahead) & (SLOTS - 1));
        Deadline head = slots[slot];
        deadline.slot = slot;
        deadline.next = head;
        if (head != null) {
            head.previous = deadline;
        }
        slots[slot] = deadline;
        size++;
    }

    private void unlink(Deadline deadline) {
        Deadline before = deadline.previous;
        Deadline after = deadline.next;
        if (before == null) {
            slots[deadline.slot] = after;
        } else {
            before.next = after;
        }
        if (after != null) {
            after.previous = before;
        }
        deadline.next = null;
        deadline.previous = null;
        deadline.slot = -1;
        size--;
    }
}
