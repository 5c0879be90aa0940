package io.steelyard.health.diagnosis;

import io.steelyard.health.Diagnosis;
import io.steelyard.health.Diagnosis.Fix;
import io.steelyard.health.diagnosis.PoolFacts.Cell;
import io.steelyard.health.diagnosis.PoolFacts.Check;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Real servers that are all up answer for one host name as if they were different sites: a page here, a redirect there.
 * Clients then get the one or the other by turns.
 */
final class AnswersDiffer implements Diagnoser {

    @Override
    public List<Diagnosis> examine(PoolFacts pool) {
        List<Diagnosis> found = new ArrayList<>();
        for (Check check : pool.checks()) {
            List<Cell> up =
                    HttpCells.like(pool, check, (cell, talk) -> cell.last().up());
            HttpCells.byHost(up).forEach((host, cells) -> {
                Map<String, List<Cell>> groups = cells.stream()
                        .collect(Collectors.groupingBy(AnswersDiffer::answer, LinkedHashMap::new, Collectors.toList()));
                if (groups.size() > 1) {
                    found.add(diagnosis(pool, check, host, groups));
                }
            });
        }
        return found;
    }

    /** What tells sites apart and is the same on all servers of one: a page, a redirect to a place, a log-on. */
    private static String answer(Cell cell) {
        HttpTalk talk = Objects.requireNonNull(HttpTalk.of(cell.last().transcript()));
        if (talk.isRedirect()) {
            return "a redirect to " + Findings.quoted(talk.answered("Location"));
        }
        return talk.code() / 100 == 2 ? "a page" : "HTTP " + talk.code();
    }

    private static Diagnosis diagnosis(PoolFacts pool, Check check, String host, Map<String, List<Cell>> groups) {
        int most = groups.values().stream().mapToInt(List::size).max().orElse(0);
        String usual = groups.entrySet().stream()
                .filter(group -> group.getValue().size() == most)
                .findFirst()
                .orElseThrow()
                .getKey();
        List<Cell> others = groups.entrySet().stream()
                .filter(group -> !group.getKey().equals(usual))
                .flatMap(group -> group.getValue().stream())
                .toList();
        String sentence = "The real servers answer " + (host.isEmpty() ? "" : "for " + host + " ") + "differently: "
                + groups.entrySet().stream()
                        .limit(3)
                        .map(group -> Findings.servers(group.getValue()) + " with " + group.getKey())
                        .collect(Collectors.joining(", "));
        Fix fix = Fix.elsewhere("Compare the sites and their bindings on these real servers; clients get the one or the"
                + " other by turns. Where only one is right, give its answer under 'Up codes' or 'Location'");
        return Findings.of("answers-differ", pool, check, others, sentence, fix, Findings.again(check, others));
    }
}
