package io.steelyard.health.diagnosis;

import io.steelyard.health.Diagnosis;
import io.steelyard.health.Diagnosis.Fix;
import io.steelyard.health.diagnosis.PoolFacts.Cell;
import io.steelyard.health.diagnosis.PoolFacts.Check;
import io.steelyard.health.tls.CertificateFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * The real server showed a certificate that has expired, or one for another name. Where the health check does not verify
 * it, the cell may well be up; browsers that come there directly would not be so kind.
 */
final class CertificateFaults implements Diagnoser {

    @Override
    public List<Diagnosis> examine(PoolFacts pool) {
        List<Diagnosis> found = new ArrayList<>();
        for (Check check : pool.checks()) {
            HttpCells.byHost(with(pool, check, CertificateFacts::isExpired))
                    .forEach((host, cells) -> found.add(expired(pool, check, cells)));
            List<Cell> misnamed = with(pool, check, facts -> !facts.isExpired() && !facts.nameMatches()).stream()
                    .filter(cell -> cell.id().host() != null)
                    .toList();
            HttpCells.byHost(misnamed).forEach((host, cells) -> found.add(misnamed(pool, check, host, cells)));
        }
        return found;
    }

    private static List<Cell> with(PoolFacts pool, Check check, Predicate<CertificateFacts> fault) {
        return pool.cellsOf(check)
                .filter(cell -> {
                    CertificateFacts facts = cell.last().transcript().certificate();
                    return facts != null && fault.test(facts);
                })
                .toList();
    }

    private static CertificateFacts facts(List<Cell> cells) {
        return Objects.requireNonNull(cells.get(0).last().transcript().certificate());
    }

    private static Diagnosis expired(PoolFacts pool, Check check, List<Cell> cells) {
        String servers = Findings.servers(cells);
        return Findings.of(
                "certificate-expired",
                pool,
                check,
                cells,
                "The certificate of " + servers + " " + facts(cells).expiry(),
                Fix.elsewhere(
                        "Install a new certificate on " + servers + " and choose it in the https binding of the site"),
                Findings.again(check, cells));
    }

    private static Diagnosis misnamed(PoolFacts pool, Check check, String host, List<Cell> cells) {
        String servers = Findings.servers(cells);
        List<String> names = facts(cells).names();
        return Findings.of(
                "certificate-for-another-name",
                pool,
                check,
                cells,
                "The certificate of " + servers + " is for "
                        + (names.isEmpty() ? "no name" : Findings.quoted(Findings.listed(names))) + " and not for "
                        + host,
                Fix.elsewhere("On " + servers + ", choose a certificate for " + host
                        + " in the https binding of the site, with 'Require Server Name Indication' where several sites"
                        + " share the port; or correct the name under 'Host names'"),
                Findings.again(check, cells));
    }
}
