package io.steelyard.health.diagnosis;

import io.steelyard.health.Trial;
import io.steelyard.health.diagnosis.PoolFacts.Cell;
import io.steelyard.health.diagnosis.PoolFacts.Check;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What to try, unasked, to find out what is wrong with a pool: few requests, to real servers whose cells are red already.
 * Where a check without host names was refused, the same check as HTTP/1.1 with each known host name; where a host name's
 * answer is not the wanted one, the same check with a host name that no site has, to see whether the answer is the same;
 * where TLS was answered in plain text or the other way round, the same check the other way.
 */
public final class TrialPlan {
    /** Known host names that are tried on one real server. */
    public static final int MAX_HOSTS = 10;

    /** Real servers per check on which anything is tried. */
    public static final int MAX_SERVERS = 3;

    /** No site has it (RFC 6761, section 6.4). */
    public static final String NOBODYS_HOST = "no-such-site.invalid";

    private TrialPlan() {}

    /** Everything worth trying; {@link PoolFacts#tried} tells what was tried already. */
    public static List<Trial> of(PoolFacts pool) {
        List<Trial> wanted = new ArrayList<>();
        for (Check check : pool.checks()) {
            if (HttpCells.isHttp(check)) {
                wanted.addAll(withHosts(pool, check, NoHostSent.refused(pool, check)));
                wanted.addAll(withNobodysHost(check, DefaultSiteAnswered.suspects(pool, check)));
                wanted.addAll(few(TlsExpected.inTls(check, TlsExpected.answeredInTls(pool, check))));
                wanted.addAll(few(PlainExpected.inPlain(check, PlainExpected.answeredInPlain(pool, check))));
            }
        }
        return wanted;
    }

    private static List<Trial> few(List<Trial> trials) {
        return trials.stream().limit(MAX_SERVERS).toList();
    }

    /** The check asked with each known host name, of the first of these cells' real servers. */
    static List<Trial> withHosts(PoolFacts pool, Check check, List<Cell> cells) {
        List<Trial> trials = new ArrayList<>();
        for (String server : cells.stream()
                .map(Cell::realServer)
                .distinct()
                .limit(MAX_SERVERS)
                .toList()) {
            pool.knownHosts().stream()
                    .limit(MAX_HOSTS)
                    .forEach(host -> trials.add(Trial.of(server, check.type(), asHttp11(check.settings()), host)));
        }
        return trials;
    }

    static List<Trial> withNobodysHost(Check check, List<Cell> cells) {
        return cells.stream()
                .map(Cell::realServer)
                .distinct()
                .limit(MAX_SERVERS)
                .map(server -> nobodys(check, server))
                .toList();
    }

    static Trial nobodys(Check check, String realServer) {
        return Trial.of(realServer, check.type(), check.settings(), NOBODYS_HOST);
    }

    private static Map<String, Object> asHttp11(Map<String, Object> settings) {
        Map<String, Object> changed = new LinkedHashMap<>(settings);
        changed.remove("version"); // HTTP/1.1 is what is left
        return changed;
    }
}
