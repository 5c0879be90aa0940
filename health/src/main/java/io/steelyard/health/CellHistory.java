package io.steelyard.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of one cell: its state, and the evidence for it. Immutable.
 *
 * @param verdicts the last {@link #VERDICTS}, oldest first, each with its transcript
 * @param transitions the last {@link #TRANSITIONS}, oldest first
 */
public record CellHistory(CellId cell, HealthState state, List<Verdict> verdicts, List<HealthChange> transitions) {

    /** How many verdicts are kept. */
    public static final int VERDICTS = 20;

    /** How many transitions are kept. */
    public static final int TRANSITIONS = 200;

    public CellHistory {
        verdicts = List.copyOf(verdicts);
        transitions = List.copyOf(transitions);
    }

    /** That of a cell that was never probed. */
    static CellHistory pending(CellId cell, Instant at) {
        return new CellHistory(cell, HealthState.pending(at), List.of(), List.of());
    }

    CellHistory after(Verdict verdict, Thresholds thresholds, Instant at) {
        Verdict lean = verdicts.isEmpty() ? verdict : verdict.sharing(verdicts.get(verdicts.size() - 1));
        return moved(state.after(lean, thresholds, at), lean, at, with(verdicts, lean, VERDICTS));
    }

    /** The same cell once nothing is asked of it any more. */
    CellHistory unchecked(Instant at) {
        HealthState next = HealthState.unchecked(at);
        return moved(next, Verdict.up(next.reason(), Transcript.empty(at)), at, verdicts);
    }

    private CellHistory moved(HealthState next, Verdict why, Instant at, List<Verdict> kept) {
        if (next.state() == state.state()) {
            return new CellHistory(cell, next, kept, transitions);
        }
        HealthChange change = new HealthChange(cell, state.state(), next.state(), at, why);
        return new CellHistory(cell, next, kept, with(transitions, change, TRANSITIONS));
    }

    private static <T> List<T> with(List<T> list, T item, int most) {
        List<T> longer = new ArrayList<>(most);
        longer.addAll(list.size() < most ? list : list.subList(list.size() - most + 1, list.size()));
        longer.add(item);
        return longer;
    }
}
