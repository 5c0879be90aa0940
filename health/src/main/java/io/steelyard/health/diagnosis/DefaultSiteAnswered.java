package io.steelyard.health.diagnosis;

import io.steelyard.health.Diagnosis;
import io.steelyard.health.Diagnosis.Fix;
import io.steelyard.health.Trial;
import io.steelyard.health.diagnosis.PoolFacts.Cell;
import io.steelyard.health.diagnosis.PoolFacts.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The real server has no site of this name and gave the answer of its default site. Known by trying: a host name that
 * nobody has gets the very same answer.
 */
final class DefaultSiteAnswered implements Diagnoser {

    /** The cells of the check that got an answer by host name, from a site, and not a good one. */
    static List<Cell> suspects(PoolFacts pool, Check check) {
        return HttpCells.like(
                pool,
                check,
                (cell, talk) ->
                        !cell.last().up() && cell.id().host() != null && !talk.isFromHttpSys() && talk.code() < 500);
    }

    @Override
    public List<Diagnosis> examine(PoolFacts pool) {
        List<Diagnosis> found = new ArrayList<>();
        for (Check check : pool.checks()) {
            HttpCells.byHost(suspects(pool, check)).forEach((host, cells) -> {
                List<Cell> byDefault = cells.stream()
                        .filter(cell -> isDefault(pool, check, cell))
                        .toList();
                if (!byDefault.isEmpty()) {
                    found.add(diagnosis(pool, check, host, byDefault));
                }
            });
        }
        return found;
    }

    private static boolean isDefault(PoolFacts pool, Check check, Cell cell) {
        Trial nobodys = pool.tried(TrialPlan.nobodys(check, cell.realServer()));
        if (nobodys.verdict() == null) {
            return false;
        }
        HttpTalk ofCell = HttpTalk.of(cell.last().transcript());
        HttpTalk ofNobody = HttpTalk.of(nobodys.verdict().transcript());
        return ofCell != null && ofNobody != null && isSame(ofCell, ofNobody);
    }

    /** Whether both got one answer: the same status, every field that tells contents apart the same, and one there. */
    static boolean isSame(HttpTalk one, HttpTalk other) {
        List<String> telling = List.of("ETag", "Last-Modified", "Location", "Content-Length");
        return one.code() == other.code()
                && telling.stream().allMatch(name -> Objects.equals(one.answered(name), other.answered(name)))
                && telling.stream().anyMatch(name -> one.answered(name) != null);
    }

    private static Diagnosis diagnosis(PoolFacts pool, Check check, String host, List<Cell> cells) {
        List<Trial> proof = Stream.concat(
                        cells.stream()
                                .map(cell -> pool.tried(TrialPlan.nobodys(check, cell.realServer())))
                                .filter(trial -> trial.verdict() != null),
                        Findings.again(check, cells).stream())
                .toList();
        String servers = Findings.servers(cells);
        return Findings.of(
                "default-site",
                pool,
                check,
                cells,
                "On " + servers + " the default site answered for " + host
                        + ": a host name that no site has gets the very same answer",
                Fix.elsewhere("On " + servers + ", start the site of " + host
                        + " or give it a binding with this host name; or correct the name under 'Host names'"),
                proof);
    }
}
