package io.steelyard.admin.accesslog;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes lines from the event loops' rings to where they go. Works in passes: everything that is there is taken, written
 * and flushed; then it gathers for a moment, or, when nothing came, sleeps until somebody has a line. An event loop wakes
 * it only then and when its ring fills up, so that a busy log costs no wake-up per line.
 */
final class LogWriter {
    /** Bytes of lines that may wait on each event loop. */
    static final int RING_BYTES = 1 << 20;

    private static final long GATHER_NANOS = 20_000_000;
    private static final long LAST_MILLIS = 5000;

    private final AtomicReferenceArray<@Nullable Lane> lanes;
    private final List<Outlet> outlets = new CopyOnWriteArrayList<>();
    private final Clock clock;
    private final TimeText times;
    private final LineBuffer own = new LineBuffer();
    private final LineRing.Taker taker = this::take;
    private final AtomicBoolean idle = new AtomicBoolean();
    /** Whether it was woken in haste since its last pass, which is enough. */
    private final AtomicBoolean urged = new AtomicBoolean();

    private final AtomicBoolean reopen = new AtomicBoolean();
    private final @Nullable Thread thread;
    private volatile boolean closing;

    private LogWriter(int loops, Clock clock, @Nullable String threadName) {
        this.lanes = new AtomicReferenceArray<>(loops);
        this.clock = clock;
        this.times = new TimeText(clock.getZone());
        this.thread = threadName == null ? null : new Thread(this::run, threadName);
        if (thread != null) {
            thread.setDaemon(true);
        }
    }

    /** @param loops how many event loops there are */
    static LogWriter start(int loops, Clock clock, String threadName) {
        LogWriter writer = new LogWriter(loops, clock, threadName);
        if (writer.thread != null) {
            writer.thread.start();
        }
        return writer;
    }

    /** One that works only when {@link #pass} is called. */
    static LogWriter byHand(int loops, Clock clock) {
        return new LogWriter(loops, clock, null);
    }

    ZoneId zone() {
        return clock.getZone();
    }

    /** The lane of an event loop, to be called on it. */
    Lane lane(int loop) {
        Lane lane = lanes.get(loop);
        if (lane == null) {
            lane = new Lane(this, RING_BYTES);
            lanes.set(loop, lane);
        }
        return lane;
    }

    /** Takes this outlet's lines from now on. Its number is its place. */
    void add(Outlet outlet) {
        outlets.add(outlet);
    }

    /** A line was put in, or could not be. Called on event loops. */
    void wake(boolean urgently) {
        boolean sleeps = idle.get() && idle.compareAndSet(true, false);
        if (sleeps || (urgently && !urged.get() && urged.compareAndSet(false, true))) {
            LockSupport.unpark(thread);
        }
    }

    /** Files are opened anew before the next lines are written. */
    void reopen() {
        reopen.set(true);
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closing || anythingWaits()) {
            boolean worked = pass();
            if (worked && !closing) {
                LockSupport.parkNanos(this, GATHER_NANOS);
            } else if (!closing) {
                idle.set(true);
                if (!anythingWaits() && !closing && !reopen.get()) {
                    LockSupport.park(this);
                }
                idle.set(false);
            }
        }
        pass();
        outlets.forEach(outlet -> outlet.destination.close());
    }

    private boolean anythingWaits() {
        for (int loop = 0; loop < lanes.length(); loop++) {
            Lane lane = lanes.get(loop);
            if (lane != null && !lane.ring().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Writes everything that is there; whether there was anything. */
    boolean pass() {
        if (reopen.getAndSet(false)) {
            outlets.forEach(outlet -> outlet.destination.reopen());
        }
        urged.set(false);
        int lines = 0;
        for (int loop = 0; loop < lanes.length(); loop++) {
            Lane lane = lanes.get(loop);
            lines += lane == null ? 0 : lane.ring().drain(taker);
        }
        for (Outlet outlet : outlets) {
            boolean written = outlet.destination.flush();
            hearOfLosses(outlet, written);
            if (!outlet.destination.wanted) {
                outlet.destination.close();
            }
        }
        return lines > 0;
    }

    private void take(int number, byte[] bytes, int start, int length) {
        Outlet outlet = outlets.get(number);
        if (outlet.untold > outlet.toldInBatch) {
            writeOfLosses(outlet);
        }
        outlet.destination.add(outlet, bytes, start, length);
    }

    private void hearOfLosses(Outlet outlet, boolean written) {
        long turnedAway = outlet.turnedAway.getAndSet(0);
        if (turnedAway > 0) {
            outlet.destination.lose(outlet, turnedAway, "more came than could be written");
        }
        if (outlet.untold > 0 && written && turnedAway > 0) {
            writeOfLosses(outlet);
            outlet.destination.flush();
        }
    }

    private void writeOfLosses(Outlet outlet) {
        own.clear();
        outlet.format.writeLost(outlet.virtualService, outlet.untold, clock.millis(), times, own);
        outlet.destination.addNotice(outlet, own.bytes(), own.length());
    }

    /** Writes what waits, for seconds at most, and ends. No event loop may have lines any more. */
    @SuppressWarnings("Interruption") // the thread is ours
    void close() {
        closing = true;
        if (thread == null) {
            pass();
            outlets.forEach(outlet -> outlet.destination.close());
            return;
        }
        LockSupport.unpark(thread);
        try {
            thread.join(LAST_MILLIS);
            thread.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
