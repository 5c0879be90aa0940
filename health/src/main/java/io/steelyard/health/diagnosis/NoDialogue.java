package io.steelyard.health.diagnosis;

import io.steelyard.health.Diagnosis;
import io.steelyard.health.Diagnosis.Fix;
import io.steelyard.health.DialogueFailure.Kind;
import io.steelyard.health.diagnosis.PoolFacts.Cell;
import io.steelyard.health.diagnosis.PoolFacts.Check;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** No answer worth the name came: the connection was refused, stayed silent, or was torn down. */
final class NoDialogue implements Diagnoser {

    /** What is said of one kind of failure. */
    private record Words(String kind, String sentence, String fix) {}

    private record Place(String realServer, Kind failure) {}

    @Override
    public List<Diagnosis> examine(PoolFacts pool) {
        List<Diagnosis> found = new ArrayList<>();
        for (Check check : pool.checks()) {
            Map<Place, List<Cell>> places = new LinkedHashMap<>();
            pool.failing(check).forEach(cell -> {
                Kind failure = cell.last().failure();
                if (failure != null) {
                    places.computeIfAbsent(new Place(cell.realServer(), failure), p -> new ArrayList<>())
                            .add(cell);
                }
            });
            places.forEach((place, cells) -> found.add(diagnosis(pool, check, place, cells)));
        }
        return found;
    }

    private static Diagnosis diagnosis(PoolFacts pool, Check check, Place place, List<Cell> cells) {
        Object otherPort = check.settings().get("port");
        String where =
                otherPort == null ? place.realServer() : place.realServer() + " (asked at port " + otherPort + ")";
        String reason = cells.get(0).last().reason();
        Kind failure = failure(cells.get(0), place.failure());
        Words words = check.type().equals("icmp") && failure == Kind.NO_CONNECTION
                ? noPing(where, reason)
                : words(failure, where, reason);
        return Findings.of(
                words.kind(),
                pool,
                check,
                cells,
                words.sentence(),
                Fix.elsewhere(words.fix()),
                Findings.again(check, cells));
    }

    /** Where nothing is connected, as with pings and datagrams, who gives no answer is silent altogether. */
    private static Kind failure(Cell cell, Kind failure) {
        boolean connected = cell.last().transcript().connectedNanos() >= 0;
        return failure == Kind.NO_ANSWER && !connected ? Kind.NO_CONNECTION : failure;
    }

    private static Words noPing(String where, String reason) {
        return new Words(
                "silent",
                where + " does not answer at all: " + reason,
                "Check that the machine is on and that its firewall lets pings in (on Windows the rule 'File and Printer"
                        + " Sharing (Echo Request)'); or choose another 'Type'");
    }

    private static Words words(Kind failure, String where, String reason) {
        return switch (failure) {
            case REFUSED ->
                new Words(
                        "connection-refused",
                        "Nothing listens at " + where + ": the connection was refused",
                        "Start the service on the real server (for IIS: the World Wide Web Publishing Service and the"
                                + " site), or correct its 'Port'");
            case UNREACHABLE ->
                new Words(
                        "unreachable",
                        "No way leads to " + where + ": " + reason,
                        "Check the real server's 'Address', and the appliance's routes to that network");
            case NO_CONNECTION ->
                new Words(
                        "silent",
                        where + " does not answer at all: " + reason,
                        "Check that the machine is on and that no firewall drops what the appliance sends; a machine"
                                + " that is on and has nothing there would refuse");
            case NO_ANSWER ->
                new Words(
                        "no-answer",
                        where + " takes the connection and then stays silent: " + reason,
                        "The service hangs, or waits for something itself; look at it on the real server, or raise"
                                + " 'Response timeout' where this path takes long");
            case INCOMPLETE ->
                new Words(
                        "no-answer",
                        where + " began to answer and did not end: " + reason,
                        "Choose a path that answers faster under 'Path', or raise 'Response timeout'");
            case RESET ->
                new Words(
                        "connection-reset",
                        where + " tears the connection down: " + reason,
                        "Something on the real server or between refuses the appliance: a firewall, an address"
                                + " restriction, a service that crashes, or a port that speaks another protocol");
            case CLOSED ->
                new Words(
                        "connection-closed",
                        where + " closes the connection: " + reason,
                        "The port may speak another protocol than the health check; compare 'Type' and 'Port' with"
                                + " what runs there. A server that expects the PROXY protocol closes so where 'PROXY"
                                + " protocol' is not set to be sent");
            case TLS ->
                new Words(
                        "tls-failed",
                        where + " and the health check agree on no TLS: " + reason,
                        "Compare 'Type' and 'Port' with what runs there, and the TLS versions that the real server"
                                + " allows; the alert names what it misses");
            case NOT_TLS ->
                new Words(
                        "plain-expected",
                        where + " speaks no TLS at this port, and the health check asked for it",
                        "Compare 'Type', 'TLS' and 'Port' with what runs there");
            case CERTIFICATE ->
                new Words(
                        "certificate-not-accepted",
                        "The certificate of " + where + " is not accepted: " + reason,
                        "Install a certificate on the real server that is valid and carries the names under 'Host"
                                + " names', or give its issuer under 'CA file'");
            case TOO_LONG ->
                new Words(
                        "answer-too-long",
                        where + " answers with more than a health check reads: " + reason,
                        "Choose a smaller page under 'Path'");
            case DEFECT ->
                new Words(
                        "check-defect",
                        "The health check of " + where + " is broken: " + reason,
                        "This is not the real server's fault: look at the check's settings, or choose another 'Type'");
            case OWN ->
                new Words(
                        "appliance-cannot-ask",
                        "The appliance itself could not ask " + where + ": " + reason,
                        "This is not the real server's fault: look at the appliance's limits and addresses");
        };
    }
}
