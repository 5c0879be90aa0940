package io.steelyard.config.revision;

import io.steelyard.config.ApplianceConfig;
import io.steelyard.config.ConfigProblem;
import io.steelyard.config.ConfigReader;
import io.steelyard.config.ConfigReading;
import io.steelyard.config.ConfigTree;
import io.steelyard.config.FileText;
import io.steelyard.config.revision.Revision.Origin;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * With which configuration an appliance starts. The file is the truth: what it holds and the latest revision does not was
 * edited meanwhile, or is what was left when a change was not finished or not confirmed, and becomes a revision. Only where
 * the file can't be used does the latest confirmed revision stand in for it: after a power cut an appliance serves, whatever
 * somebody left in its file the day before.
 */
public sealed interface Beginning {

    /**
     * There is one.
     *
     * @param fresh whether the revision was made just now
     * @param fileProblems why it is not the file's; empty where it is
     */
    record Ready(
            Revision revision,
            String text,
            ConfigTree tree,
            ApplianceConfig config,
            boolean fresh,
            List<ConfigProblem> fileProblems)
            implements Beginning {}

    /**
     * There is none.
     *
     * @param problems everything wrong with the file, never empty
     */
    record Unusable(List<ConfigProblem> problems) implements Beginning {}

    /** @throws IOException where a revision could not be saved */
    static Beginning of(RevisionStore store, ConfigReader reader, Clock clock) throws IOException {
        FileText found = store.fileText();
        ConfigReading reading = reader.read(store.file(), found);
        String text = found.text();
        return text != null && reading instanceof ConfigReading.Valid valid
                ? fromFile(store, text, valid, clock)
                : fromRevisions(store, reader, ((ConfigReading.Invalid) reading).problems(), clock);
    }

    private static Ready fromFile(RevisionStore store, String text, ConfigReading.Valid valid, Clock clock)
            throws IOException {
        Revision latest = store.latest();
        if (latest != null && text.equals(store.text(latest.number()))) {
            Revision confirmed = latest.onProbation() ? store.noteConfirmed(latest, text) : latest;
            return new Ready(confirmed, text, valid.tree(), valid.config(), false, List.of());
        }
        Revision next = next(store, latest, text, clock);
        store.prepare(next, text, false).commit(next.number());
        return new Ready(next, text, valid.tree(), valid.config(), true, List.of());
    }

    /** What the file holds, as a revision after the latest. */
    private static Revision next(RevisionStore store, @Nullable Revision latest, String text, Clock clock) {
        if (latest == null) {
            return revision(store, "the first start with this file", Origin.FIRST, null, clock);
        }
        Revision before = store.confirmedBefore(latest.number());
        boolean again = before != null && text.equals(store.text(before.number()));
        if (before == null || !again) {
            String why = "edited on disk while Steelyard was not running";
            return revision(store, why, Origin.FILE, latest.number(), clock);
        }
        return latest.onProbation()
                ? revision(store, unconfirmed(latest), Origin.ROLLED_BACK, before.number(), clock)
                : revision(
                        store,
                        "at the start, the file held revision " + before.number() + " again",
                        Origin.FILE,
                        before.number(),
                        clock);
    }

    private static String unconfirmed(Revision probation) {
        return "Steelyard ended before revision " + probation.number() + " was confirmed";
    }

    private static Revision revision(
            RevisionStore store, String why, Origin origin, @Nullable Long madeFrom, Clock clock) {
        return new Revision(
                store.next(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                "steelyard",
                why,
                origin,
                madeFrom,
                false);
    }

    private static Beginning fromRevisions(
            RevisionStore store, ConfigReader reader, List<ConfigProblem> problems, Clock clock) throws IOException {
        Revision latest = store.latest();
        Revision last = store.confirmedBefore(store.next());
        String text = last == null ? null : store.text(last.number());
        if (last == null
                || latest == null
                || text == null
                || !(reader.read(store.file(), new FileText(text, null)) instanceof ConfigReading.Valid valid)) {
            return new Unusable(problems);
        }
        if (last.equals(latest)) {
            return new Ready(last, text, valid.tree(), valid.config(), false, problems);
        }
        Revision again = revision(store, unconfirmed(latest), Origin.ROLLED_BACK, last.number(), clock);
        store.prepare(again, text, false).commit(again.number());
        return new Ready(again, text, valid.tree(), valid.config(), true, problems);
    }
}
