package io.steelyard.health.diagnosis;

import io.steelyard.health.CellId;
import io.steelyard.health.Diagnosis;
import io.steelyard.health.Diagnosis.Fix;
import io.steelyard.health.Trial;
import io.steelyard.health.diagnosis.PoolFacts.Cell;
import io.steelyard.health.diagnosis.PoolFacts.Check;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What diagnoses are put together from. */
final class Findings {
    private static final int MOST_NAMED = 4;

    private Findings() {}

    static Diagnosis of(
            String kind, PoolFacts pool, Check check, List<Cell> cells, String sentence, Fix fix, List<Trial> proof) {
        List<CellId> ids = cells.stream().map(Cell::id).toList();
        return new Diagnosis(
                kind,
                pool.virtualService(),
                check.index(),
                ids,
                sentence,
                cells.stream().map(Cell::evidence).toList(),
                fix,
                proof);
    }

    /** The check as it is, on these cells once more: what to try when the real server was mended. */
    static List<Trial> again(Check check, List<Cell> cells) {
        return cells.stream()
                .limit(Diagnosis.MAX_EVIDENCE)
                .map(cell -> Trial.of(
                        cell.realServer(),
                        check.type(),
                        check.settings(),
                        cell.id().host()))
                .toList();
    }

    /** The real servers of these cells, for a sentence. */
    static String servers(List<Cell> cells) {
        return listed(cells.stream().map(Cell::realServer).distinct().toList());
    }

    /** As a person lists them: {@code a}, {@code a and b}, {@code a, b, c and 12 more}. */
    static String listed(List<String> names) {
        if (names.size() > MOST_NAMED) {
            return names.stream().limit(MOST_NAMED - 1).collect(Collectors.joining(", ")) + " and "
                    + (names.size() - MOST_NAMED + 1) + " more";
        }
        if (names.size() < 2) {
            return String.join("", names);
        }
        return String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.get(names.size() - 1);
    }

    static String verb(List<Cell> cells, String singular, String plural) {
        return cells.stream().map(Cell::realServer).distinct().count() == 1 ? singular : plural;
    }

    /** What others sent, made fit to stand in a sentence. */
    static String quoted(@Nullable String text) {
        String given = text == null ? "" : text;
        String beginning = given.length() > 120 ? given.substring(0, 120) + "..." : given;
        return "'" + beginning.replaceAll("[^\\x20-\\x7e]", "?") + "'";
    }
}
