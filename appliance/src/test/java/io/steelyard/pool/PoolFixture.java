package io.steelyard.pool;

import io.steelyard.health.CellId;
import io.steelyard.health.CellState;
import io.steelyard.health.HealthChange;
import io.steelyard.health.HostPolicy;
import io.steelyard.health.Transcript;
import io.steelyard.health.Verdict;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Real servers, cells and requests as tests write them down. */
final class PoolFixture {
    static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant LATER = THEN.plusSeconds(60);
    static final String SERVICE = "surveyor";

    private PoolFixture() {}

    /** The host name stands between other bytes, as it does in a request's head. */
    record Request(String host, @Nullable RealServer tried) implements PickRequest {
        private static final int BEFORE = "Host: ".length();

        @Override
        public byte[] hostBytes() {
            return ("Host: " + host + ":80").getBytes(StandardCharsets.ISO_8859_1);
        }

        @Override
        public int hostStart() {
            return BEFORE;
        }

        @Override
        public int hostEnd() {
            return BEFORE + host.length();
        }

        @Override
        public InetSocketAddress clientAddress() {
            return InetSocketAddress.createUnresolved("client.lab", 40_000);
        }
    }

    static Request request(String host) {
        return new Request(host, null);
    }

    static Request again(String host, RealServer tried) {
        return new Request(host, tried);
    }

    /**
     * Cells as words: {@code host=state} is own traffic, {@code host!=state} required, {@code host?=state} informational,
     * and a host of {@code *} is a check without host names; such as {@code "a=up b!=down *=pending"}.
     */
    static List<CellStatus> cells(String server, String words) {
        List<CellStatus> cells = new ArrayList<>();
        for (String word : words.isBlank() ? new String[0] : words.trim().split(" +")) {
            String host = word.substring(0, word.indexOf('=')).replaceFirst("[!?]$", "");
            String state = word.substring(word.indexOf('=') + 1);
            HostPolicy policy = word.contains("!=")
                    ? HostPolicy.REQUIRED
                    : word.contains("?=") ? HostPolicy.INFORMATIONAL : HostPolicy.OWN_TRAFFIC;
            CellId id = new CellId(SERVICE, server, cells.size(), host.equals("*") ? null : host);
            cells.add(new CellStatus(id, policy, CellState.valueOf(state.toUpperCase(Locale.ROOT)), THEN, "HTTP 404"));
        }
        return cells;
    }

    /** Candidates called a, b, c … with these weights. */
    static Candidates weighted(int... weights) {
        List<ServerStatus> servers = new ArrayList<>();
        for (int weight : weights) {
            servers.add(server(Character.toString('a' + servers.size()), weight, ""));
        }
        return Candidates.of(servers);
    }

    static ServerStatus server(String name, int weight, String cells) {
        RealServer server = new RealServer(name, new InetSocketAddress(InetAddress.getLoopbackAddress(), 80));
        return ServerStatus.of(server, true, false, weight, cells(name, cells));
    }

    static ServerStatus server(String name, String cells) {
        return server(name, 1000, cells);
    }

    static ServerStatus on(ServerTerms terms, ServerStatus server) {
        return ServerStatus.of(
                server.server(), server.enabled(), server.draining(), server.weight(), server.cells(), terms);
    }

    static Roster roster(ServerStatus... servers) {
        return Roster.first(List.of(servers), new RoundRobin());
    }

    static HealthChange change(ServerStatus server, int cell, CellState to) {
        CellStatus before = server.cells().get(cell);
        Verdict verdict = new Verdict(to == CellState.UP, "HTTP 503", Transcript.empty(LATER));
        return new HealthChange(before.id(), before.state(), to, LATER, verdict);
    }
}
