package io.steelyard.health.diagnosis;

import io.steelyard.health.Diagnosis;
import io.steelyard.health.Diagnosis.Fix;
import io.steelyard.health.diagnosis.PoolFacts.Cell;
import io.steelyard.health.diagnosis.PoolFacts.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A redirect that leads back to what was asked for, or to a path that grows with each step. */
final class RedirectLoops implements Diagnoser {

    @Override
    public List<Diagnosis> examine(PoolFacts pool) {
        List<Diagnosis> found = new ArrayList<>();
        for (Check check : pool.checks()) {
            String scheme = check.type();
            List<Cell> cells = HttpCells.like(
                    pool,
                    check,
                    (cell, talk) -> talk.isRedirect()
                            && (followedInCircles(cell)
                                    || Redirect.loops(
                                            talk, scheme, Objects.requireNonNull(talk.answered("Location")))));
            HttpCells.byHost(cells).forEach((host, same) -> found.add(diagnosis(pool, check, same)));
        }
        return found;
    }

    /** Where the check follows redirects, it has seen the loop for itself, over however many steps. */
    private static boolean followedInCircles(Cell cell) {
        return !cell.last().up() && cell.last().reason().contains("the redirects loop");
    }

    private static Diagnosis diagnosis(PoolFacts pool, Check check, List<Cell> cells) {
        HttpTalk talk = Objects.requireNonNull(HttpTalk.of(cells.get(0).last().transcript()));
        return Findings.of(
                "redirect-loops",
                pool,
                check,
                cells,
                Findings.servers(cells) + Findings.verb(cells, " redirects ", " redirect ")
                        + Findings.quoted(talk.path()) + " to " + Findings.quoted(talk.answered("Location"))
                        + ", which leads to the same place again",
                Fix.elsewhere(
                        "Correct the redirect on " + Findings.servers(cells) + ", or exclude its own target from it"),
                Findings.again(check, cells));
    }
}
