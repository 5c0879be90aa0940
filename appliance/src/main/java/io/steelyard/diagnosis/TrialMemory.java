package io.steelyard.diagnosis;

import io.steelyard.health.Trial;
import java.util.ArrayList;
import java.util.List;

/**
 * The trials of one pool that were made unasked, so that none is made twice for one change. Used on one thread.
 */
final class TrialMemory {
    private final List<Trial> begun = new ArrayList<>();

    /** What was tried, or is being tried: then it has no verdict yet. */
    List<Trial> all() {
        return List.copyOf(begun);
    }

    /** Which of these are to be made now; forgets those that nobody wants any more. */
    List<Trial> begin(List<Trial> wanted) {
        begun.removeIf(trial -> wanted.stream().noneMatch(trial::asksAs));
        List<Trial> fresh = wanted.stream()
                .filter(trial -> begun.stream().noneMatch(trial::asksAs))
                .toList();
        begun.addAll(fresh);
        return fresh;
    }

    /** Takes how a trial went; false where nobody wants to know any more. */
    boolean ended(Trial done) {
        for (int i = 0; i < begun.size(); i++) {
            if (begun.get(i).asksAs(done)) {
                begun.set(i, done);
                return true;
            }
        }
        return false;
    }
}
