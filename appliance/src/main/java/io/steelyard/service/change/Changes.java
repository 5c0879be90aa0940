package io.steelyard.service.change;

import io.steelyard.config.ConfigProblem;
import io.steelyard.config.ConfigReader;
import io.steelyard.config.FileText;
import io.steelyard.config.revision.Beginning;
import io.steelyard.config.revision.Revision;
import io.steelyard.config.revision.Revision.Origin;
import io.steelyard.config.revision.RevisionStore;
import io.steelyard.service.Running;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one way to change the configuration: for the API, the page, the file and SIGHUP. Changes take turns, and each is
 * made from the revision in force or not at all.
 *
 * <p>A change is validated and planned; its revision, and the file's new content, are written to the disk under temporary
 * names; it is applied to what runs; and then the two get their names, the revision first. Everything that is likely to
 * fail fails before anything is different, and a crash at any moment leaves a whole file, the old one or the new. What was
 * answered as {@link Changed} is never lost.
 *
 * <p>A revision on probation is kept, but not in the file, which is what the next start reads: so it ends with the process.
 * {@link #confirm} puts it there.
 *
 * <p>{@link #tick} is to be called twice a second or so: it looks at the file, and at the probation. Thread-safe; whatever
 * may change something uses the disk and is not for event loops.
 */
public final class Changes {
    private static final Duration RETRY = Duration.ofSeconds(5);
    /** Who it is that acts when nobody does. */
    static final String ITSELF = "steelyard";
    /** Who edits files is not known. */
    static final String SOMEBODY = "unknown";

    private final RevisionStore store;
    private final ConfigReader reader;
    private final Clock clock;
    private final InForce inForce;
    private boolean rollBackFailed;

    /** @param beginning what runs, or will as soon as {@code running} has started */
    public Changes(Running running, RevisionStore store, ConfigReader reader, Beginning.Ready beginning, Clock clock) {
        this.store = store;
        this.reader = reader;
        this.clock = clock;
        this.inForce = new InForce(running, store, beginning, clock);
    }

    /** How the configuration stands now; a read, never a wait. */
    public Standing standing() {
        return inForce.standing();
    }

    /** Every revision kept; for reading only. */
    public RevisionStore revisions() {
        return store;
    }

    /** From now on this listener is told. */
    public void addListener(ChangeListener listener) {
        inForce.addListener(listener);
    }

    /** What a change would do; nothing is different afterwards. */
    public synchronized Planning plan(Draft draft) {
        Rejection objection = objection(draft.base());
        if (objection != null) {
            return objection;
        }
        Wanted.Reading reading = Wanted.of(draft.content(), standing(), store, reader);
        Wanted wanted = reading.wanted();
        return wanted == null ? reading.problem() : new Planned(draft.base(), inForce.effect(wanted));
    }

    /** Makes a change for good. */
    public Changing apply(Draft draft) {
        return apply(draft, null);
    }

    /** Makes a change on probation for this long, from {@link Probation#SHORTEST} to {@link Probation#LONGEST}; null for good. */
    public synchronized Changing apply(Draft draft, @Nullable Duration probation) {
        Rejection objection = objection(draft.base());
        if (objection != null) {
            return objection;
        }
        Wanted.Reading reading = Wanted.of(draft.content(), standing(), store, reader);
        return make(
                reading,
                inForce.next(draft.who(), draft.why(), Origin.API, draft.base(), probation != null),
                probation);
    }

    /**
     * Makes the content of an earlier revision a new one.
     *
     * @param base the revision in force, as with a draft
     * @param probation as with a draft
     */
    public synchronized Changing restore(long number, long base, String who, String why, @Nullable Duration probation) {
        Rejection objection = objection(base);
        if (objection != null) {
            return objection;
        }
        String text = store.text(number);
        if (text == null) {
            return new Rejection.Unknown(number);
        }
        Wanted.Reading reading = Wanted.of(new Draft.Text(text), standing(), store, reader);
        String reason = why.isBlank() ? "revision " + number + " again" : why;
        return make(reading, inForce.next(who, reason, Origin.RESTORED, number, probation != null), probation);
    }

    private @Nullable Rejection objection(long base) {
        Probation probation = standing().probation();
        long number = standing().revision().number();
        if (base != number) {
            return new Rejection.Stale(number);
        }
        return probation != null ? new Rejection.Unconfirmed(probation) : null;
    }

    private Changing make(Wanted.Reading reading, Revision revision, @Nullable Duration probation) {
        Wanted wanted = reading.wanted();
        if (wanted == null) {
            return reading.problem();
        }
        if (probation != null
                && (probation.compareTo(Probation.SHORTEST) < 0 || probation.compareTo(Probation.LONGEST) > 0)) {
            return new Rejection.Refused("a probation takes from " + Probation.SHORTEST.toSeconds() + " seconds to "
                    + Probation.LONGEST.toMinutes() + " minutes");
        }
        boolean same = wanted.text().equals(standing().text())
                && inForce.effect(wanted).operations().isEmpty();
        if (same && standing().fileProblem() == null) {
            return new Changed(standing().revision(), inForce.nothing(), null);
        }
        Rejection unseen = unseenEdit();
        if (unseen != null) {
            return unseen;
        }
        rollBackFailed = false;
        Changing made = inForce.replace(wanted, revision, false, probation);
        if (made instanceof Rejection.Refused refused) {
            inForce.tellRefused(revision.who(), revision.why(), refused.reason());
        }
        return made;
    }

    /** Ends the probation of this revision: it stays. To confirm what is confirmed already is no harm. */
    public synchronized Confirming confirm(long revision, String who) {
        Standing now = standing();
        if (revision != now.revision().number()) {
            return new Rejection.Stale(now.revision().number());
        }
        if (now.probation() == null) {
            return new Confirming.Confirmed(now.revision());
        }
        Rejection unseen = unseenEdit();
        return unseen != null ? unseen : inForce.confirm(who);
    }

    /** Ends the probation of this revision: the one before runs again. */
    public synchronized Changing rollBack(long revision, String who, String why) {
        Standing now = standing();
        if (now.probation() == null || revision != now.revision().number()) {
            return new Rejection.Stale(now.revision().number());
        }
        return inForce.rollBack(who, why.isBlank() ? "it was not wanted" : why);
    }

    /** Takes what the file holds now, settled or not: somebody says that it is ready. */
    public synchronized Changing readFile() {
        return take(store.fileText());
    }

    /** Looks at the file and at the probation. */
    public synchronized void tick() {
        FileText edit = inForce.file().look(clock.instant());
        if (edit != null) {
            take(edit);
        }
        Probation probation = standing().probation();
        if (probation == null) {
            return;
        }
        boolean over = !clock.instant().isBefore(probation.until());
        String harm = inForce.harm();
        // Where it could not be rolled back once, its end was put off, and the next try comes then.
        if (over || (harm != null && !rollBackFailed)) {
            String reason = harm == null ? "it was not confirmed in time" : harm;
            if (inForce.rollBack(ITSELF, reason) instanceof Rejection.Refused refused) {
                tryAgainLater(reason, refused.reason());
            }
        }
    }

    private void tryAgainLater(String reason, String obstacle) {
        Instant again = clock.instant().plus(RETRY);
        inForce.prolong(again);
        if (!rollBackFailed) {
            rollBackFailed = true;
            inForce.tellRefused(ITSELF, "rolling back: " + reason, obstacle);
        }
    }

    /** Goes on with what the file holds. */
    private Changing take(FileText found) {
        inForce.file().know(found);
        String text = found.text();
        boolean sameText = text != null && text.equals(inForce.confirmed().text());
        if (sameText && standing().probation() != null) {
            return nothingNew();
        }
        Wanted.Reading reading = Wanted.of(reader.read(store.file(), found), String.valueOf(text));
        Wanted wanted = reading.wanted();
        // The same text can mean something else: it may name files, whose pages have changed.
        if (sameText && wanted != null && inForce.effect(wanted).operations().isEmpty()) {
            return nothingNew();
        }
        long base = standing().revision().number();
        Changing taken = wanted == null
                ? reading.problem()
                : inForce.replace(
                        wanted, inForce.next(SOMEBODY, "edited on disk", Origin.FILE, base, false), true, null);
        if (taken instanceof Rejection.Invalid invalid) {
            inForce.refuseEdit(invalid.problems());
        } else if (taken instanceof Rejection.Refused refused) {
            inForce.refuseEdit(List.of(new ConfigProblem(store.file().toString(), 0, "", refused.reason())));
        }
        return taken;
    }

    private Changed nothingNew() {
        inForce.solved();
        return new Changed(standing().revision(), inForce.nothing(), standing().probation());
    }

    /** An edit that nobody has looked at yet came first, and must not be written over. */
    private @Nullable Rejection unseenEdit() {
        return store.fileText().equals(inForce.file().known())
                ? null
                : new Rejection.Refused("the configuration file has just been edited; try again when that edit is in"
                        + " force or refused, in a second or two");
    }
}
