package io.steelyard.health.diagnosis;

import io.steelyard.health.Diagnosis;
import io.steelyard.health.Diagnosis.Edit;
import io.steelyard.health.Diagnosis.Fix;
import io.steelyard.health.DialogueFailure.Kind;
import io.steelyard.health.Trial;
import io.steelyard.health.diagnosis.PoolFacts.Cell;
import io.steelyard.health.diagnosis.PoolFacts.Check;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The reverse of {@link TlsExpected}: the check began with TLS, and the answer came in something else. */
final class PlainExpected implements Diagnoser {
    /** The settings of a check over TLS that one in plain HTTP does not have. */
    private static final Set<String> OF_TLS =
            Set.of("verify", "caFile", "clientCertificate", "clientKey", "serverName", "minimumTls");

    @Override
    public List<Diagnosis> examine(PoolFacts pool) {
        List<Diagnosis> found = new ArrayList<>();
        for (Check check : pool.checks()) {
            List<Cell> cells = answeredInPlain(pool, check);
            if (!cells.isEmpty()) {
                found.add(diagnosis(pool, check, cells));
            }
        }
        return found;
    }

    static List<Cell> answeredInPlain(PoolFacts pool, Check check) {
        return check.type().equals("https")
                ? pool.failing(check)
                        .filter(cell -> cell.last().failure() == Kind.NOT_TLS)
                        .toList()
                : List.of();
    }

    /** The same question of these cells in plain HTTP. */
    static List<Trial> inPlain(Check check, List<Cell> cells) {
        Map<String, Object> settings = new LinkedHashMap<>(check.settings());
        settings.keySet().removeAll(OF_TLS);
        return cells.stream()
                .limit(Diagnosis.MAX_EVIDENCE)
                .map(cell ->
                        Trial.of(cell.realServer(), "http", settings, cell.id().host()))
                .toList();
    }

    private static Diagnosis diagnosis(PoolFacts pool, Check check, List<Cell> cells) {
        List<Edit> edits = new ArrayList<>(List.of(new Edit(check.path("type"), "http")));
        check.settings().keySet().stream()
                .filter(OF_TLS::contains)
                .forEach(key -> edits.add(new Edit(check.path(key), null)));
        return Findings.of(
                "plain-expected",
                pool,
                check,
                cells,
                Findings.servers(cells) + Findings.verb(cells, " speaks", " speak")
                        + " no TLS at this port, and the health check asked with TLS",
                new Fix("Set 'Type' to http, or ask at the port for TLS under 'Port'", edits),
                inPlain(check, cells).stream().map(pool::tried).toList());
    }
}
