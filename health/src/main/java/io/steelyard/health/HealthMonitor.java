package io.steelyard.health;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Probes the cells it is told to watch, each on its own schedule, and announces what it finds.
 *
 * <p>Cells never wait for one another: a target that hangs delays only its own verdict, as long as fewer than
 * {@code atOnce} probes hang. A cell is never probed twice at once. Thread-safe; what it decides and announces happens
 * on the timer's thread.
 */
public final class HealthMonitor implements AutoCloseable {

    /** How many probes run at once unless said otherwise: each holds one socket for at most its target's times. */
    public static final int DEFAULT_AT_ONCE = 4096;

    private final Map<CellId, WatchedCell> cells = new ConcurrentHashMap<>();
    private final Announcer announcer = new Announcer();
    private final WatchedCell.Round round;
    private boolean closed;

    /**
     * @param network how probes reach their targets
     * @param timer stays the caller's to end, after this monitor
     * @param clock what stands in states and transitions is read from it
     * @param atOnce how many probes may run at once, at least 1; the others wait in line
     */
    public HealthMonitor(ProbeNetwork network, ProbeTimer timer, Clock clock, int atOnce) {
        if (atOnce < 1) {
            throw new IllegalArgumentException("at least one probe at once must be allowed, not " + atOnce);
        }
        this.round = new WatchedCell.Round(
                network,
                timer,
                ProbeTimer.inBeats(timer),
                clock,
                new ProbeSlots(atOnce),
                announcer,
                new Vigil(timer),
                new ShortageLog(timer),
                this::forget);
    }

    /** The thread that this monitor thinks on, for what goes with health and wants no thread of its own. */
    public ProbeTimer timer() {
        return round.timer();
    }

    /** How this monitor reaches the real servers, for what else is to be asked of them. */
    public ProbeNetwork network() {
        return round.network();
    }

    /** From now on this listener is told; in the order of the calls to this method. */
    public void addListener(HealthListener listener) {
        announcer.add(listener);
    }

    public void removeListener(HealthListener listener) {
        announcer.remove(listener);
    }

    /**
     * Probes a cell until the watch is stopped, for the first time at once. For a cell that is already watched, this
     * replaces what is asked, of whom and when, keeps its state and history, and returns the same watch.
     *
     * <p>A cell whose check asks nothing is announced as {@link CellState#UNCHECKED} and left alone.
     *
     * @throws IllegalStateException once the monitor is closed
     */
    public synchronized Watch watch(CellId cell, HealthCheck check, Target target, ProbeSchedule schedule) {
        if (closed) {
            throw new IllegalStateException("the health monitor is closed");
        }
        WatchedCell.Question question = new WatchedCell.Question(check, target, schedule);
        WatchedCell known = cells.get(cell);
        WatchedCell watched = known != null && !known.isStopped() ? known : new WatchedCell(cell, question, round);
        cells.put(cell, watched);
        round.timer().execute(() -> watched.ask(question));
        return watched;
    }

    /** What is known of this cell; null where it is not watched. */
    public @Nullable CellHistory history(CellId cell) {
        WatchedCell watched = watched(cell);
        return watched == null ? null : watched.history();
    }

    /**
     * Probes this cell now, apart from its schedule, which goes on from there. The verdict counts like any other. Where a
     * probe is under way, its verdict is the answer.
     *
     * @return empty where the cell is not watched; fails where it ceases to be, or nothing is asked of it
     */
    public Optional<CompletionStage<Verdict>> probeNow(CellId cell) {
        WatchedCell watched = watched(cell);
        if (watched == null) {
            return Optional.empty();
        }
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        round.timer().execute(() -> watched.probeNow(verdict));
        return Optional.of(verdict.minimalCompletionStage());
    }

    /**
     * Something else than a probe speaks against this cell: it is probed at once, and at the fast interval for as many
     * probes as it takes to change its state either way. Does nothing for a cell that is not watched.
     */
    public void suspect(CellId cell) {
        WatchedCell watched = watched(cell);
        if (watched != null) {
            round.timer().execute(watched::suspect);
        }
    }

    /** Stops every watch. Listeners are told nothing more, except what they are being told at this moment. */
    @Override
    public synchronized void close() {
        closed = true;
        cells.values().forEach(WatchedCell::stop);
    }

    private void forget(WatchedCell stopped) {
        cells.remove(stopped.cell(), stopped);
    }

    private @Nullable WatchedCell watched(CellId cell) {
        WatchedCell watched = cells.get(cell);
        return watched == null || watched.isStopped() ? null : watched;
    }
}
