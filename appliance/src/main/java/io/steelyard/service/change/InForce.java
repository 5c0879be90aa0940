package io.steelyard.service.change;

import io.steelyard.config.ConfigProblem;
import io.steelyard.config.FileText;
import io.steelyard.config.revision.Beginning;
import io.steelyard.config.revision.Revision;
import io.steelyard.config.revision.Revision.Origin;
import io.steelyard.config.revision.RevisionStore;
import io.steelyard.pool.ServiceState;
import io.steelyard.service.Applying;
import io.steelyard.service.Plan;
import io.steelyard.service.Running;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration in force, in its three places: what runs, the revisions, the file; and the steps by which another
 * takes its place in all of them. For those who hold {@link Changes}' lock, but for {@link #standing}.
 */
final class InForce {
    private static final Logger log = LoggerFactory.getLogger(InForce.class);

    private final Running running;
    private final RevisionStore store;
    private final Clock clock;
    private final FileWatch file;
    private final List<ChangeListener> listeners = new CopyOnWriteArrayList<>();

    private volatile Standing standing;
    /** What the file holds, or should: what runs, but for a probation. */
    private Standing confirmed;

    private @Nullable ProbationWatch watch;

    InForce(Running running, RevisionStore store, Beginning.Ready beginning, Clock clock) {
        this.running = running;
        this.store = store;
        this.clock = clock;
        boolean asFile = beginning.fileProblems().isEmpty();
        file = new FileWatch(store.file(), asFile ? new FileText(beginning.text(), null) : store.fileText());
        FileProblem problem =
                asFile ? null : new FileProblem(store.file().toString(), clock.instant(), beginning.fileProblems());
        confirmed = new Standing(
                beginning.revision(), beginning.text(), beginning.tree(), beginning.config(), null, problem);
        standing = confirmed;
    }

    /** On any thread. */
    Standing standing() {
        return standing;
    }

    Standing confirmed() {
        return confirmed;
    }

    FileWatch file() {
        return file;
    }

    void addListener(ChangeListener listener) {
        listeners.add(listener);
    }

    /** What going on with this would do. */
    Effect effect(Wanted wanted) {
        return effect(running.plan(wanted.config()));
    }

    /** That of a change that changes nothing. */
    Effect nothing() {
        return effect(running.plan(standing.config()));
    }

    /** What harm the probation does; null where it does none, or there is none. */
    @Nullable
    String harm() {
        ProbationWatch watched = watch;
        return watched == null ? null : watched.harm(running.states(), clock.instant());
    }

    /** The next revision, not saved yet. */
    Revision next(String who, String why, Origin origin, long madeFrom, boolean onProbation) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        long number = Math.max(store.next(), standing.revision().number() + 1);
        return new Revision(number, now, who, why, origin, madeFrom, onProbation);
    }

    /**
     * Everything that is likely to fail comes first, with nothing different yet.
     *
     * @param fromFile whether the file holds it already
     * @param probation null for good
     */
    Changing replace(Wanted wanted, Revision revision, boolean fromFile, @Nullable Duration probation) {
        boolean intoFile = !fromFile && probation == null;
        RevisionStore.Prepared prepared;
        try {
            if (intoFile) {
                keepRefusedEdit();
            }
            prepared = store.prepare(revision, wanted.text(), intoFile);
        } catch (IOException e) {
            return new Rejection.Refused(notSaved(e));
        }
        Map<String, ServiceState> states = running.states();
        Plan plan = running.plan(wanted.config());
        Effect effect = effect(plan);
        if (running.apply(wanted.config(), revision.number()) instanceof Applying.Refused refused) {
            prepared.discard();
            return new Rejection.Refused(refused.reason());
        }
        try {
            prepared.commit(
                    probation == null ? revision.number() : confirmed.revision().number());
        } catch (IOException e) {
            return undo(notSaved(e));
        }
        if (intoFile) {
            file.know(new FileText(wanted.text(), null));
        }
        Probation begun = probation == null
                ? null
                : new Probation(
                        revision.number(),
                        confirmed.revision().number(),
                        clock.instant().plus(probation));
        watch = begun == null ? null : new ProbationWatch(states, plan);
        adopt(wanted, revision, begun);
        listeners.forEach(listener -> listener.changed(revision, effect, begun));
        return new Changed(revision, effect, begun);
    }

    private void adopt(Wanted wanted, Revision revision, @Nullable Probation probation) {
        FileProblem problem = standing.fileProblem();
        FileProblem left = probation == null ? null : problem;
        standing = new Standing(revision, wanted.text(), wanted.tree(), wanted.config(), probation, left);
        if (probation == null) {
            confirmed = standing;
        }
        tellSolved(problem, left);
    }

    /** It runs but could not be saved: the next start would not know of it, so it must not run. */
    private Rejection undo(String reason) {
        Applying undone = running.apply(standing.config(), standing.revision().number());
        return new Rejection.Refused(
                undone instanceof Applying.Refused refused
                        ? reason + "; it runs nevertheless, as what ran before can't be had again: " + refused.reason()
                        : reason);
    }

    /** The probation is over, and what is on probation goes into the file. */
    Confirming confirm(String who) {
        Revision kept;
        try {
            keepRefusedEdit();
            kept = store.confirm(standing.revision().number());
        } catch (IOException e) {
            return new Rejection.Refused(notSaved(e));
        }
        file.know(new FileText(standing.text(), null));
        FileProblem problem = standing.fileProblem();
        confirmed = new Standing(kept, standing.text(), standing.tree(), standing.config(), null, null);
        standing = confirmed;
        watch = null;
        listeners.forEach(listener -> listener.confirmed(kept, who));
        tellSolved(problem, null);
        return new Confirming.Confirmed(kept);
    }

    /** The probation is over, and what the file holds runs again; the probation goes on where that can't be. */
    Changing rollBack(String who, String reason) {
        long number = standing.revision().number();
        Revision revision = next(
                who,
                "revision " + number + " was rolled back: " + reason,
                Origin.ROLLED_BACK,
                confirmed.revision().number(),
                false);
        Effect effect = effect(running.plan(confirmed.config()));
        if (running.apply(confirmed.config(), revision.number()) instanceof Applying.Refused refused) {
            return new Rejection.Refused(refused.reason());
        }
        try {
            store.prepare(revision, confirmed.text(), false).commit(revision.number());
        } catch (IOException e) {
            // The file holds it, so the next start will run it, too.
            log.error("revision {} runs but could not be kept", revision.number(), e);
        }
        confirmed = new Standing(
                revision, confirmed.text(), confirmed.tree(), confirmed.config(), null, standing.fileProblem());
        standing = confirmed;
        watch = null;
        listeners.forEach(listener -> listener.rolledBack(revision, effect));
        return new Changed(revision, effect, null);
    }

    /** The probation ends at another time. */
    void prolong(Instant until) {
        Probation probation = standing.probation();
        if (probation != null) {
            standing = standing.with(new Probation(probation.revision(), probation.fallback(), until));
        }
    }

    /** A change that was valid was not made. */
    void tellRefused(String who, String why, String reason) {
        listeners.forEach(listener -> listener.refused(who, why, reason));
    }

    /** What the file holds can't be used. */
    void refuseEdit(List<ConfigProblem> problems) {
        FileProblem problem = new FileProblem(store.file().toString(), clock.instant(), problems);
        confirmed = confirmed.with(problem);
        standing = standing.with(problem);
        listeners.forEach(listener -> listener.fileProblem(problem));
    }

    /** The file holds what it should. */
    void solved() {
        FileProblem problem = standing.fileProblem();
        confirmed = confirmed.with((FileProblem) null);
        standing = standing.with((FileProblem) null);
        tellSolved(problem, null);
    }

    private void tellSolved(@Nullable FileProblem before, @Nullable FileProblem now) {
        if (before != null && now == null) {
            listeners.forEach(listener -> listener.fileProblem(null));
        }
    }

    private void keepRefusedEdit() throws IOException {
        String refused = file.known().text();
        if (standing.fileProblem() != null && refused != null) {
            log.info("what {} held could not be used; it is kept as {}", store.file(), store.keepRefused(refused));
        }
    }

    private Effect effect(Plan plan) {
        return Effect.of(plan, running::underWay);
    }

    private static String notSaved(IOException e) {
        return "it can't be saved: " + e;
    }
}
