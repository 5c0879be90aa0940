package io.steelyard.health.diagnosis;

import io.steelyard.health.Diagnosis;
import io.steelyard.health.Diagnosis.Fix;
import io.steelyard.health.diagnosis.PoolFacts.Cell;
import io.steelyard.health.diagnosis.PoolFacts.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A redirect was entered on the real server without {@code http://}: browsers take what should be a host name for a path
 * of the same site, and go in circles. The cell may well be up, as a redirect counts as up.
 */
final class RedirectWithoutScheme implements Diagnoser {

    @Override
    public List<Diagnosis> examine(PoolFacts pool) {
        List<Diagnosis> found = new ArrayList<>();
        for (Check check : pool.checks()) {
            List<Cell> cells = HttpCells.like(
                    pool, check, (cell, talk) -> talk.isRedirect() && Redirect.withScheme(location(talk)) != null);
            HttpCells.byHost(cells).forEach((host, same) -> found.add(diagnosis(pool, check, same)));
        }
        return found;
    }

    private static String location(HttpTalk talk) {
        return Objects.requireNonNull(talk.answered("Location"));
    }

    private static Diagnosis diagnosis(PoolFacts pool, Check check, List<Cell> cells) {
        String location =
                location(Objects.requireNonNull(HttpTalk.of(cells.get(0).last().transcript())));
        String meant = Objects.requireNonNull(Redirect.withScheme(location));
        return Findings.of(
                "redirect-without-scheme",
                pool,
                check,
                cells,
                Findings.servers(cells) + Findings.verb(cells, " redirects", " redirect") + " to "
                        + Findings.quoted(location)
                        + ", which has no http:// in front: browsers take it for a path of the same site and go in"
                        + " circles",
                Fix.elsewhere("Enter the redirect on " + Findings.servers(cells) + " as " + Findings.quoted(meant)),
                Findings.again(check, cells));
    }
}
