package io.steelyard.health.diagnosis;

import io.steelyard.health.CellId;
import io.steelyard.health.Diagnosis;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts every diagnoser to a pool, the one that explains most first. What one has explained, the later ones do not see, so
 * that each cell has one diagnosis at most. Thread-safe.
 */
public final class Examination {
    private final List<Diagnoser> diagnosers;

    /** @param diagnosers the one that explains most first */
    public Examination(List<Diagnoser> diagnosers) {
        this.diagnosers = List.copyOf(diagnosers);
    }

    /** With everything that Steelyard knows. */
    public static Examination usual() {
        return new Examination(List.of(
                new NoHostSent(),
                new BindingsDiffer(),
                new HttpSysAnswered(),
                new RedirectWithoutScheme(),
                new RedirectLoops(),
                new DefaultSiteAnswered(),
                new TlsExpected(),
                new PlainExpected(),
                new CertificateFaults(),
                new NoDialogue(),
                new AnswersDiffer()));
    }

    /** What is wrong with this pool, in the order of the diagnosers. */
    public List<Diagnosis> examine(PoolFacts pool) {
        List<Diagnosis> found = new ArrayList<>();
        Set<CellId> explained = new HashSet<>();
        for (Diagnoser diagnoser : diagnosers) {
            for (Diagnosis diagnosis : diagnoser.examine(pool.without(explained))) {
                found.add(diagnosis);
                explained.addAll(diagnosis.cells());
            }
        }
        return found;
    }
}
