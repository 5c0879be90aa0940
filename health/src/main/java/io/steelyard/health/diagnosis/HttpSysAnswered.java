package io.steelyard.health.diagnosis;

import io.steelyard.health.Diagnosis;
import io.steelyard.health.Diagnosis.Fix;
import io.steelyard.health.diagnosis.PoolFacts.Cell;
import io.steelyard.health.diagnosis.PoolFacts.Check;
import java.util.ArrayList;
import java.util.List;

/**
 * The kernel part of IIS answered, and no site did: it says 400 where no site has the host name, 404 where the site is
 * stopped or lacks the binding, 503 where the site's application pool is stopped.
 */
final class HttpSysAnswered implements Diagnoser {

    @Override
    public List<Diagnosis> examine(PoolFacts pool) {
        List<Diagnosis> found = new ArrayList<>();
        for (Check check : pool.checks()) {
            for (int code : new int[] {400, 404, 503}) {
                List<Cell> cells = HttpCells.like(
                        pool, check, (cell, talk) -> !cell.last().up() && talk.isFromHttpSys() && talk.code() == code);
                HttpCells.byHost(cells).forEach((host, same) -> found.add(diagnosis(pool, check, code, host, same)));
            }
        }
        return found;
    }

    private static Diagnosis diagnosis(PoolFacts pool, Check check, int code, String host, List<Cell> cells) {
        String servers = Findings.servers(cells);
        String site = host.isEmpty() ? "the site that answers without a host name" : "the site of " + host;
        return switch (code) {
            case 400 ->
                finding(
                        "host-name-unknown",
                        pool,
                        check,
                        cells,
                        "No site on " + servers + " has a binding for "
                                + (host.isEmpty() ? "a request without a host name" : host)
                                + ": HTTP.sys answered 400 Invalid Hostname in its place",
                        "Check the spelling of " + host + " under 'Host names'; where it is right, add a binding for"
                                + " it in IIS Manager on " + servers);
            case 404 ->
                finding(
                        "site-stopped",
                        pool,
                        check,
                        cells,
                        "On " + servers + " " + site
                                + " is stopped, or its binding is missing: HTTP.sys answered 404 in its place",
                        "On " + servers + ", start the site in IIS Manager, or add its binding");
            default ->
                finding(
                        "application-pool-stopped",
                        pool,
                        check,
                        cells,
                        "On " + servers + " the application pool of " + site
                                + " is stopped: HTTP.sys answered 503 in its place",
                        "On " + servers + ", start the application pool in IIS Manager; where it stops again, the"
                                + " Windows event log says why (source WAS)");
        };
    }

    private static Diagnosis finding(
            String kind, PoolFacts pool, Check check, List<Cell> cells, String sentence, String words) {
        return Findings.of(kind, pool, check, cells, sentence, Fix.elsewhere(words), Findings.again(check, cells));
    }
}
