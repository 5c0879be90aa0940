package io.steelyard.health.diagnosis;

import io.steelyard.health.CellId;
import io.steelyard.health.CellState;
import io.steelyard.health.DialogueFailure;
import io.steelyard.health.Transcript;
import io.steelyard.health.Trial;
import io.steelyard.health.Verdict;
import io.steelyard.health.diagnosis.PoolFacts.Cell;
import io.steelyard.health.diagnosis.PoolFacts.Check;
import io.steelyard.health.tls.CertificateFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts of a pool, put together in a few words. */
final class Farm {
    static final String A = "192.0.2.21:80";
    static final String B = "192.0.2.22:80";
    static final String NTRIP = "ntrip.surveyor.lab";
    static final String WWW = "www.surveyor.lab";
    static final String INVALID_HOSTNAME = answer("400 Bad Request", "Server: Microsoft-HTTPAPI/2.0");
    static final String NO_SITE = answer("404 Not Found", "Server: Microsoft-HTTPAPI/2.0");
    static final String POOL_STOPPED = answer("503 Service Unavailable", "Server: Microsoft-HTTPAPI/2.0");
    static final String PAGE = answer("200 OK", "Server: Microsoft-IIS/10.0");

    private final Check check;
    private final List<Cell> cells = new ArrayList<>();
    private final List<Trial> trials = new ArrayList<>();
    private List<String> known = List.of();

    Farm(String type, Map<String, Object> settings, String... hosts) {
        this.check = new Check(0, type, settings, List.of(hosts));
    }

    static Farm http(String... hosts) {
        return new Farm("http", Map.of(), hosts);
    }

    static String answer(String status, String... fields) {
        return "HTTP/1.1 " + status + "\r\n" + (fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n")
                + "\r\n";
    }

    static String redirect(String location) {
        return answer("302 Found", "Location: " + location);
    }

    private static Transcript talk(String sent, String received) {
        return new Transcript(Instant.EPOCH, 1, -1, 2, 3, sent, received);
    }

    static Verdict verdict(boolean up, @Nullable String hostField, String received) {
        String sent = (hostField == null ? "HEAD / HTTP/1.0\r\n" : "HEAD / HTTP/1.1\r\nHost: " + hostField + "\r\n")
                + "Connection: close\r\n\r\n";
        return new Verdict(up, "as told", talk(sent, received));
    }

    Farm up(String server, @Nullable String host, String received) {
        cells.add(new Cell(id(server, host), CellState.UP, verdict(true, host, received)));
        return this;
    }

    Farm down(String server, @Nullable String host, String received) {
        cells.add(new Cell(id(server, host), CellState.DOWN, verdict(false, host, received)));
        return this;
    }

    Farm down(String server, @Nullable String host, Verdict verdict) {
        cells.add(new Cell(id(server, host), CellState.DOWN, verdict));
        return this;
    }

    Farm failed(String server, @Nullable String host, DialogueFailure.Kind failure) {
        Verdict verdict = Verdict.failed(new DialogueFailure(failure, "as it failed"), Transcript.empty(Instant.EPOCH));
        cells.add(new Cell(id(server, host), CellState.DOWN, verdict));
        return this;
    }

    /** Up, with a certificate that is for these names and has so many days left. */
    Farm shown(String server, String host, List<String> names, long daysLeft) {
        CertificateFacts facts =
                new CertificateFacts("CN=x", names, Instant.EPOCH, daysLeft, false, names.contains(host));
        Transcript transcript = new Transcript(Instant.EPOCH, 1, 2, 3, 4, "", PAGE, facts);
        cells.add(new Cell(id(server, host), CellState.UP, Verdict.up("HTTP 200", transcript)));
        return this;
    }

    Farm knowing(String... hosts) {
        known = List.of(hosts);
        return this;
    }

    Farm tried(String server, String host, boolean up, String received) {
        trials.add(Trial.of(server, check.type(), Map.of(), host).with(verdict(up, host, received)));
        return this;
    }

    private CellId id(String server, @Nullable String host) {
        return new CellId("surveyor", server, check.index(), host);
    }

    PoolFacts facts() {
        return new PoolFacts("surveyor", List.of(check), cells, known, trials);
    }
}
