package io.steelyard.health;

import io.steelyard.health.ProbeTimer.Appointment;
import io.steelyard.health.settings.Quantities;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One cell's round of waiting, standing in line for a slot, probing, and waiting again. Everything here happens on the
 * monitor's thread, except where said; what others read is the history, published with one volatile write.
 *
 * <p>When: the first probe comes within {@link #FIRST_SPREAD} of the beginning. The second comes half an interval to one
 * and a half after the beginning, by the cell's place in the spread, so that cells that began together do not stay together; from then
 * on starts are one interval apart. A probe that outlives its interval is followed when the next would have been due (see
 * {@link Spread#notMissed}), so that what held up many does not leave them together. A probe that was late by more than an
 * interval (a frozen machine, a full line) is followed like a first one, for the same reason.
 *
 * <p>Which verdicts count: one of down does not where this process was not running while the probe was (see {@link
 * Vigil}); the probe is repeated at once. One that is void changes nothing but the reason.
 */
final class WatchedCell implements Watch {
    /** Within which first probes start. */
    static final Duration FIRST_SPREAD = Duration.ofMillis(200);

    /** How long beyond its own times a probe may take before it is ended from outside. */
    static final Duration GRACE = Duration.ofSeconds(1);

    private static final int MAX_WAITERS = 100;

    private enum Stage {
        WAITING,
        IN_LINE,
        PROBING
    }

    private final CellId cell;
    private final double place;
    private final Round round;
    private final Runnable due = this::due;
    private final List<CompletableFuture<Verdict>> waiters = new ArrayList<>();

    private volatile CellHistory history;
    private volatile boolean stopped;

    private Question question;
    private Stage stage = Stage.WAITING;
    private @Nullable Appointment appointment;
    private long dueAt;
    private long spreadFrom;
    private boolean spreadNext;
    private boolean asksAnew;
    private int probe;
    private long probeBeganAt;
    /** How many more probes come at the fast interval because the cell is under suspicion. */
    private int fastProbes;

    /** What is asked, of whom, and when. */
    record Question(HealthCheck check, Target target, ProbeSchedule schedule) {
        /** How long a probe may take before it is ended from outside. */
        Duration limit() {
            return target.connectTimeout().plus(target.responseTimeout()).plus(GRACE);
        }
    }

    /** What all cells of one monitor share. */
    record Round(
            ProbeNetwork network,
            ProbeTimer timer,
            ProbeTimer beats,
            Clock clock,
            ProbeSlots slots,
            Announcer announcer,
            Vigil vigil,
            ShortageLog shortages,
            Consumer<WatchedCell> onStop) {}

    WatchedCell(CellId cell, Question question, Round round) {
        this.cell = cell;
        this.place = Spread.place(cell);
        this.question = question;
        this.round = round;
        this.history = CellHistory.pending(cell, round.clock.instant());
    }

    @Override
    public CellId cell() {
        return cell;
    }

    @Override
    public CellHistory history() {
        return history;
    }

    @Override
    public void stop() {
        stopped = true;
        round.onStop.accept(this);
        round.timer.execute(this::halt);
    }

    boolean isStopped() {
        return stopped;
    }

    /** Begins, or goes on with another question in place of the present one; state and history are kept. */
    void ask(Question next) {
        if (stopped) {
            return;
        }
        question = next;
        if (stage == Stage.PROBING) {
            asksAnew = true; // the verdict under way answers a question that nobody asks any more
        } else {
            leaveLine();
            begin();
        }
    }

    private void begin() {
        cancelAppointment();
        if (!question.check.asks()) {
            publish(history.unchecked(round.clock.instant()));
            failWaiters(new CancellationException("nothing is asked of this cell"));
            return;
        }
        spreadNext = true;
        spreadFrom = round.timer.nanos();
        long spread =
                Math.min(FIRST_SPREAD.toNanos(), question.schedule.interval().toNanos());
        comeBackAt(spreadFrom + (long) (place * spread));
    }

    /** Probes as soon as a slot is free; joins the probe under way where there is one. */
    void probeNow(CompletableFuture<Verdict> waiter) {
        if (stopped || !question.check.asks()) {
            waiter.completeExceptionally(new CancellationException("this cell is not probed"));
            return;
        }
        if (waiters.size() >= MAX_WAITERS) {
            waiter.completeExceptionally(new RejectedExecutionException("too many wait for this cell's verdict"));
            return;
        }
        waiters.add(waiter);
        goFirst();
    }

    /** Probes as soon as a slot is free, and then fast for a while. */
    void suspect() {
        if (!stopped && question.check.asks()) {
            Thresholds thresholds = question.schedule.thresholds();
            fastProbes = Math.max(thresholds.fall(), thresholds.rise());
            goFirst();
        }
    }

    private void goFirst() {
        if (stage == Stage.WAITING) {
            cancelAppointment();
            dueAt = round.timer.nanos();
            stage = Stage.IN_LINE;
            round.slots.request(this, true);
        }
    }

    private void due() {
        appointment = null;
        stage = Stage.IN_LINE;
        round.slots.request(this, false);
    }

    /** Has a slot, and probes. */
    void start() {
        stage = Stage.PROBING;
        long late = round.timer.nanos() - dueAt;
        if (late > question.schedule.interval().toNanos()) {
            dueAt += late;
            spreadFrom = dueAt;
            spreadNext = true;
        }
        round.vigil.probeBegins();
        probeBeganAt = round.timer.nanos();
        int number = ++probe;
        Duration limit = question.limit();
        appointment = round.beats.schedule(() -> end(number, tooLong(limit)), limit.toNanos());
        probe().whenComplete((verdict, failure) ->
                round.timer.execute(() -> end(number, verdict != null ? verdict : checkFailed(failure))));
    }

    private CompletionStage<Verdict> probe() {
        try {
            return question.check.probe(question.target, round.network);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void end(int number, Verdict verdict) {
        if (number != probe || stage != Stage.PROBING) {
            return; // was ended from outside before
        }
        cancelAppointment();
        stage = Stage.WAITING;
        boolean overslept = round.vigil.probeEnds(probeBeganAt) && !verdict.up();
        round.slots.release();
        if (stopped) {
            return;
        }
        if (asksAnew || overslept) {
            asksAnew = false;
            begin();
            return;
        }
        take(verdict);
        if (!stopped && stage == Stage.WAITING) {
            comeBack();
        }
    }

    private void take(Verdict verdict) {
        publish(history.after(verdict, question.schedule.thresholds(), round.clock.instant()));
        if (verdict.isVoid()) {
            round.shortages.lacked(cell, verdict.reason());
        }
        round.announcer.probed(cell, history.state().state(), verdict);
        if (!waiters.isEmpty()) {
            List<CompletableFuture<Verdict>> served = List.copyOf(waiters);
            waiters.clear();
            served.forEach(waiter -> waiter.complete(verdict));
        }
    }

    private void publish(CellHistory next) {
        CellState before = history.state().state();
        history = next;
        if (next.state().state() != before) {
            round.announcer.changed(next.transitions().get(next.transitions().size() - 1));
        }
    }

    private void comeBack() {
        boolean changingItsMind = history.state().changingItsMind() || fastProbes > 0;
        fastProbes = Math.max(0, fastProbes - 1);
        long gap = question.schedule.gapNanos(changingItsMind || history.state().state() == CellState.PENDING);
        long next = dueAt + gap;
        if (spreadNext && !changingItsMind) {
            spreadNext = false;
            next = spreadFrom + gap / 2 + (long) (place * gap);
        }
        comeBackAt(Spread.notMissed(next, gap, round.timer.nanos()));
    }

    private void comeBackAt(long nanos) {
        dueAt = nanos;
        appointment = round.beats.schedule(due, Math.max(0, nanos - round.timer.nanos()));
    }

    private void halt() {
        if (stage != Stage.PROBING) {
            cancelAppointment(); // of a probe under way, it frees the slot at the latest
        }
        leaveLine();
        failWaiters(new CancellationException("this cell is not watched any more"));
    }

    private void leaveLine() {
        if (stage == Stage.IN_LINE) {
            round.slots.leaveLine(this);
            stage = Stage.WAITING;
        }
    }

    private void failWaiters(RuntimeException reason) {
        List<CompletableFuture<Verdict>> failed = List.copyOf(waiters);
        waiters.clear();
        failed.forEach(waiter -> waiter.completeExceptionally(reason));
    }

    private void cancelAppointment() {
        if (appointment != null) {
            appointment.cancel();
            appointment = null;
        }
    }

    private Verdict tooLong(Duration limit) {
        return Verdict.down(
                "the check gave no verdict within " + Quantities.write(limit), Transcript.empty(round.clock.instant()));
    }

    private Verdict checkFailed(@Nullable Throwable failure) {
        return Verdict.down("the check itself failed: " + failure, Transcript.empty(round.clock.instant()));
    }
}
