package io.steelyard.health.diagnosis;

import io.steelyard.health.Diagnosis;
import io.steelyard.health.Diagnosis.Edit;
import io.steelyard.health.Diagnosis.Fix;
import io.steelyard.health.Trial;
import io.steelyard.health.diagnosis.PoolFacts.Cell;
import io.steelyard.health.diagnosis.PoolFacts.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The check asked by no host name, and the real server refused it for that: with several sites on one address, a server
 * can't tell which one is meant. (HTTP/1.0 then sends no Host at all; HTTP/1.1 sends the address, which is as good as
 * none, RFC 9112, section 3.2.)
 */
final class NoHostSent implements Diagnoser {

    /** The cells of the check that were refused this way. */
    static List<Cell> refused(PoolFacts pool, Check check) {
        return HttpCells.like(
                pool,
                check,
                (cell, talk) -> !cell.last().up()
                        && cell.id().host() == null
                        && (talk.code() == 400 || talk.code() == 404 || talk.code() == 421));
    }

    @Override
    public List<Diagnosis> examine(PoolFacts pool) {
        List<Diagnosis> found = new ArrayList<>();
        for (Check check : pool.checks()) {
            List<Cell> refused = refused(pool, check);
            if (!refused.isEmpty()) {
                found.add(diagnosis(pool, check, refused));
            }
        }
        return found;
    }

    private static Diagnosis diagnosis(PoolFacts pool, Check check, List<Cell> refused) {
        List<Trial> trials = TrialPlan.withHosts(pool, check, refused).stream()
                .map(pool::tried)
                .toList();
        HttpTalk talk = Objects.requireNonNull(HttpTalk.of(refused.get(0).last().transcript()));
        String sentence =
                "The health check sent " + (talk.host() == null ? "no host name" : "an address in place of a host name")
                        + ", and " + Findings.servers(refused) + " answered HTTP " + talk.code()
                        + (talk.isFromHttpSys() ? " from HTTP.sys" : "") + ": the server wants a host name";
        return Findings.of("no-host-sent", pool, check, refused, sentence, fix(check, trials), trials);
    }

    private static Fix fix(Check check, List<Trial> trials) {
        List<String> proven = trials.stream()
                .filter(Trial::isUp)
                .map(trial -> Objects.requireNonNull(trial.host()))
                .distinct()
                .toList();
        boolean old = "HTTP/1.0".equals(check.settings().get("version"));
        List<Edit> edits = new ArrayList<>();
        if (old) {
            edits.add(new Edit(check.path("version"), "HTTP/1.1"));
        }
        if (!proven.isEmpty()) {
            edits.add(new Edit(check.path("hosts"), proven));
            return new Fix(
                    "Enter " + Findings.listed(proven) + " under 'Host names'" + version(old)
                            + ": asked that way, the site answers",
                    edits);
        }
        String tried = trials.stream().anyMatch(trial -> trial.verdict() != null)
                ? "; none of the host names that are known here got a good answer"
                : "";
        return new Fix("Enter the host names that clients type under 'Host names'" + version(old) + tried, edits);
    }

    private static String version(boolean old) {
        return old ? " and set 'HTTP version' to HTTP/1.1" : "";
    }
}
