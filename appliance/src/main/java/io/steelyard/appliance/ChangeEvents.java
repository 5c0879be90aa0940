package io.steelyard.appliance;

import io.steelyard.config.ConfigProblem;
import io.steelyard.config.revision.Beginning;
import io.steelyard.config.revision.Revision;
import io.steelyard.config.revision.Revision.Origin;
import io.steelyard.event.Event;
import io.steelyard.event.EventListener;
import io.steelyard.event.Severity;
import io.steelyard.service.change.ChangeListener;
import io.steelyard.service.change.Effect;
import io.steelyard.service.change.FileProblem;
import io.steelyard.service.change.Probation;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what becomes of changes of the configuration: as events, and in the log. */
final class ChangeEvents implements ChangeListener {
    private static final Logger log = LoggerFactory.getLogger(ChangeEvents.class);
    private static final int MOST_SENTENCES = 10;

    private final EventListener listener;
    private final Clock clock;

    ChangeEvents(EventListener listener, Clock clock) {
        this.listener = listener;
        this.clock = clock;
    }

    /** What is worth knowing of the configuration that the appliance started with. */
    void began(Beginning.Ready beginning) {
        Revision revision = beginning.revision();
        if (beginning.fresh() && revision.origin() == Origin.ROLLED_BACK) {
            tell(
                    Severity.WARNING,
                    "configuration-rolled-back",
                    revision.why() + "; revision " + revision.number() + " is revision " + revision.madeFrom()
                            + " again",
                    details(revision));
        } else if (beginning.fresh() && revision.origin() == Origin.FILE) {
            tell(
                    Severity.NOTICE,
                    "configuration-applied",
                    "revision " + revision.number() + " is running: " + revision.why(),
                    details(revision));
        }
        List<ConfigProblem> problems = beginning.fileProblems();
        if (!problems.isEmpty()) {
            editRefused(problems.get(0).file(), problems, "revision " + revision.number() + " runs instead");
        }
    }

    @Override
    public void changed(Revision revision, Effect effect, @Nullable Probation probation) {
        effect.sentences().forEach(sentence -> log.info("{}", sentence));
        String until = probation == null ? "" : ", on probation until " + probation.until();
        tell(
                Severity.NOTICE,
                "configuration-applied",
                "revision " + revision.number() + " is running" + until + by(revision) + ": " + brief(effect),
                details(revision));
    }

    @Override
    public void confirmed(Revision revision, String who) {
        Map<String, String> details = details(revision);
        details.put("who", who);
        tell(
                Severity.NOTICE,
                "configuration-confirmed",
                "revision " + revision.number() + " stays" + (who.isEmpty() ? "" : ", says " + who),
                details);
    }

    @Override
    public void rolledBack(Revision revision, Effect effect) {
        tell(
                Severity.WARNING,
                "configuration-rolled-back",
                revision.why() + "; revision " + revision.number() + " is revision " + revision.madeFrom() + " again: "
                        + brief(effect),
                details(revision));
    }

    @Override
    public void refused(String who, String why, String reason) {
        tell(
                Severity.ERROR,
                "configuration-refused",
                "a configuration could not be applied, the one before runs on: " + reason,
                new HashMap<>(Map.of("who", who, "why", why)));
    }

    @Override
    public void fileProblem(@Nullable FileProblem problem) {
        if (problem == null) {
            tell(
                    Severity.NOTICE,
                    "configuration-file-good",
                    "the configuration file holds what is in force again",
                    Map.of());
            return;
        }
        editRefused(problem.file(), problem.problems(), "what was running goes on as it is");
    }

    private void editRefused(String file, List<ConfigProblem> problems, String instead) {
        problems.forEach(each -> log.error("{}", each));
        int more = problems.size() - 1;
        tell(
                Severity.ERROR,
                "configuration-edit-refused",
                file + " can't be used, " + instead + ": " + problems.get(0)
                        + (more == 0 ? "" : ", and " + more + " more"),
                Map.of("file", file));
    }

    private void tell(Severity severity, String kind, String sentence, Map<String, String> details) {
        if (severity.isAtLeast(Severity.ERROR)) {
            log.error("{}", sentence);
        } else {
            log.info("{}", sentence);
        }
        listener.happened(new Event(clock.instant(), severity, kind, null, null, null, sentence, details));
    }

    private static Map<String, String> details(Revision revision) {
        Map<String, String> details = new HashMap<>();
        details.put("revision", Long.toString(revision.number()));
        details.put("who", revision.who());
        details.put("why", revision.why());
        return details;
    }

    private static String by(Revision revision) {
        String why = revision.why().isEmpty() ? "" : " (" + revision.why() + ")";
        return " by " + revision.who() + why;
    }

    private static String brief(Effect effect) {
        List<String> all = effect.sentences();
        if (all.isEmpty()) {
            return "nothing that runs is different";
        }
        String first = String.join("; ", all.subList(0, Math.min(MOST_SENTENCES, all.size())));
        return all.size() <= MOST_SENTENCES ? first : first + "; and " + (all.size() - MOST_SENTENCES) + " more";
    }
}
