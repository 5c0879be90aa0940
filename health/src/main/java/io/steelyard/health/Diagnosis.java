package io.steelyard.health;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with some cells of a pool, in words, with the change that fixes it and the proof that it does. Immutable.
 *
 * @param kind one word for programs, such as {@code no-host-sent}; stable
 * @param virtualService whose pool it is
 * @param check the health check's place in the virtual service's list, from 0
 * @param cells those it holds for, never empty; a cell has at most one diagnosis
 * @param sentence what is wrong, in one sentence without a full stop
 * @param evidence what was seen, of at most {@link #MAX_EVIDENCE} of the cells
 * @param fix what to do about it
 * @param proof what to try to see that the fix works; those that were tried already say how it went
 */
public record Diagnosis(
        String kind,
        String virtualService,
        int check,
        List<CellId> cells,
        String sentence,
        List<Evidence> evidence,
        Fix fix,
        List<Trial> proof) {

    /** Of how many cells the evidence is quoted. */
    public static final int MAX_EVIDENCE = 5;

    public Diagnosis {
        if (cells.isEmpty()) {
            throw new IllegalArgumentException("a diagnosis must hold for one cell at least");
        }
        cells = List.copyOf(cells);
        evidence = evidence.stream().limit(MAX_EVIDENCE).toList();
        proof = List.copyOf(proof);
    }

    /** Whether this is the same finding about the same cells as another, whatever their evidence and proof. */
    public boolean isSameAs(Diagnosis other) {
        return kind.equals(other.kind)
                && virtualService.equals(other.virtualService)
                && check == other.check
                && cells.equals(other.cells);
    }

    /**
     * What was seen of one cell.
     *
     * @param at when the probe began
     * @param verdict the verdict's reason
     * @param sent what was sent, or its beginning
     * @param received what was received, or its beginning
     */
    public record Evidence(CellId cell, Instant at, String verdict, String sent, String received) {
        /** How many characters of each direction are quoted. */
        public static final int MAX_QUOTE = 1024;

        public static Evidence of(CellId cell, Verdict verdict) {
            Transcript transcript = verdict.transcript();
            return new Evidence(
                    cell,
                    transcript.startedAt(),
                    verdict.reason(),
                    beginning(transcript.sent()),
                    beginning(transcript.received()));
        }

        private static String beginning(String text) {
            return text.length() <= MAX_QUOTE ? text : text.substring(0, MAX_QUOTE);
        }
    }

    /**
     * What to do.
     *
     * @param words the same for people, one or two sentences that name settings as the page names them
     * @param edits changes of the virtual service's configuration; empty where the real server is what has to change
     */
    public record Fix(String words, List<Edit> edits) {
        public Fix {
            edits = List.copyOf(edits);
        }

        /** A fix that is not one of the configuration. */
        public static Fix elsewhere(String words) {
            return new Fix(words, List.of());
        }
    }

    /**
     * One change of a virtual service's configuration.
     *
     * @param path within the virtual service, such as {@code healthChecks[0].version}
     * @param value what to write there: text, a number, a flag, or a list of these; null to leave the setting out
     */
    public record Edit(String path, @Nullable Object value) {}
}
