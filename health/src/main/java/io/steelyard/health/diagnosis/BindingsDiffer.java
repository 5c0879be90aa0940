package io.steelyard.health.diagnosis;

import io.steelyard.health.CellState;
import io.steelyard.health.Diagnosis;
import io.steelyard.health.Diagnosis.Fix;
import io.steelyard.health.diagnosis.PoolFacts.Cell;
import io.steelyard.health.diagnosis.PoolFacts.Check;
import java.util.ArrayList;
import java.util.List;

/** One host name has a site on some real servers of the pool and none on others, which were to be the same. */
final class BindingsDiffer implements Diagnoser {

    @Override
    public List<Diagnosis> examine(PoolFacts pool) {
        List<Diagnosis> found = new ArrayList<>();
        for (Check check : pool.checks()) {
            List<Cell> answered =
                    HttpCells.like(pool, check, (cell, talk) -> cell.id().host() != null);
            HttpCells.byHost(answered).forEach((host, cells) -> {
                List<Cell> without =
                        cells.stream().filter(BindingsDiffer::hasNoSite).toList();
                List<Cell> with = cells.stream()
                        .filter(cell -> cell.last().up() && cell.state() == CellState.UP)
                        .toList();
                if (!without.isEmpty() && !with.isEmpty()) {
                    found.add(diagnosis(pool, check, host, with, without));
                }
            });
        }
        return found;
    }

    private static boolean hasNoSite(Cell cell) {
        HttpTalk talk = HttpTalk.of(cell.last().transcript());
        return talk != null && !cell.last().up() && talk.isFromHttpSys() && (talk.code() == 400 || talk.code() == 404);
    }

    private static Diagnosis diagnosis(PoolFacts pool, Check check, String host, List<Cell> with, List<Cell> without) {
        String sentence = "The bindings differ: " + Findings.servers(with) + Findings.verb(with, " has", " have")
                + " a running site for " + host + ", " + Findings.servers(without)
                + Findings.verb(without, " has", " have") + " none";
        Fix fix = Fix.elsewhere("On " + Findings.servers(without) + ", start the site of " + host
                + " in IIS Manager, or give it the same binding as on "
                + with.get(0).realServer()
                + " (type, address, port and host name)");
        return Findings.of("bindings-differ", pool, check, without, sentence, fix, Findings.again(check, without));
    }
}
