package io.steelyard.health.diagnosis;

import io.steelyard.health.Diagnosis;
import io.steelyard.health.Diagnosis.Edit;
import io.steelyard.health.Diagnosis.Fix;
import io.steelyard.health.Trial;
import io.steelyard.health.diagnosis.PoolFacts.Cell;
import io.steelyard.health.diagnosis.PoolFacts.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The check asked in plain text at a port that speaks TLS: the answer is a TLS alert, or a sentence that says so. */
final class TlsExpected implements Diagnoser {
    /** Content type alert, version 3.x (RFC 8446, section 5.1). */
    private static final String ALERT = "\u0015\u0003";

    @Override
    public List<Diagnosis> examine(PoolFacts pool) {
        List<Diagnosis> found = new ArrayList<>();
        for (Check check : pool.checks()) {
            List<Cell> cells = answeredInTls(pool, check);
            if (!cells.isEmpty()) {
                found.add(diagnosis(pool, check, cells));
            }
        }
        return found;
    }

    static List<Cell> answeredInTls(PoolFacts pool, Check check) {
        return check.type().equals("http")
                ? pool.failing(check).filter(TlsExpected::speaksTls).toList()
                : List.of();
    }

    /** The same question of these cells inside TLS. */
    static List<Trial> inTls(Check check, List<Cell> cells) {
        return cells.stream()
                .limit(Diagnosis.MAX_EVIDENCE)
                .map(cell -> Trial.of(
                        cell.realServer(), "https", check.settings(), cell.id().host()))
                .toList();
    }

    private static boolean speaksTls(Cell cell) {
        String received = cell.last().transcript().received();
        HttpTalk talk = HttpTalk.of(cell.last().transcript());
        return received.startsWith(ALERT)
                || (talk != null
                        && talk.code() == 400
                        && received.toLowerCase(Locale.ROOT).contains("plain http request was sent to https port"));
    }

    private static Diagnosis diagnosis(PoolFacts pool, Check check, List<Cell> cells) {
        return Findings.of(
                "tls-expected",
                pool,
                check,
                cells,
                Findings.servers(cells) + Findings.verb(cells, " speaks", " speak")
                        + " TLS at this port, and the health check asked in plain HTTP",
                new Fix(
                        "Set 'Type' to https, or ask at the port for plain HTTP under 'Port'",
                        List.of(new Edit(check.path("type"), "https"))),
                inTls(check, cells).stream().map(pool::tried).toList());
    }
}
