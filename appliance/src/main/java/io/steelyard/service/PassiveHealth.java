package io.steelyard.service;

import io.steelyard.config.PassiveConfig;
import io.steelyard.event.ExchangeEnd;
import io.steelyard.event.TrafficListener;
import io.steelyard.health.CellId;
import io.steelyard.health.CellState;
import io.steelyard.health.HealthChange;
import io.steelyard.health.HealthListener;
import io.steelyard.health.HealthMonitor;
import io.steelyard.health.Verdict;
import io.steelyard.pool.CheckDoubt;
import io.steelyard.pool.DoubtListener;
import io.steelyard.pool.Ejection;
import io.steelyard.pool.EjectionRecord;
import io.steelyard.pool.Lane;
import io.steelyard.pool.Pool;
import io.steelyard.pool.Roster;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What real requests say of the real servers of one virtual service, held against what the health checks say.
 *
 * <p>Event loops count in {@link Lane}s; only when many exchanges in a row say the same does anything happen here, on the
 * health monitor's thread: the cells are probed at once, the real server is ejected for that host name, and a check that
 * contradicts the requests is doubted.
 */
final class PassiveHealth implements TrafficListener, HealthListener {
    private final Pool pool;
    private final PassiveConfig config;
    private final HealthMonitor monitor;
    private final Clock clock;
    private final DoubtListener listener;
    /** Of each real server that had an exchange, by the number of the host name. */
    private final Map<String, Lanes> lanes = new ConcurrentHashMap<>();

    private final Map<Place, Finding> findings = new HashMap<>();
    private final Map<CellId, CheckDoubt> doubts = new HashMap<>();

    /** The lanes of one real server, one for each of these host names and one for all others. */
    private record Lanes(List<String> hosts, List<Lane> each) {}

    /** One host name on one real server; null for all host names that are not known. */
    private record Place(String realServer, @Nullable String host) {}

    /** What is on record of a place: its ejections, and since when its requests have been failing, if they are. */
    private record Finding(
            EjectionRecord ejections, @Nullable Instant failingSince, String reason) {
        static final Finding NONE = new Finding(EjectionRecord.NONE, null, "");
    }

    PassiveHealth(Pool pool, PassiveConfig config, HealthMonitor monitor, Clock clock, DoubtListener listener) {
        this.pool = pool;
        this.config = config;
        this.monitor = monitor;
        this.clock = clock;
        this.listener = listener;
    }

    /** Doubts nothing any more. */
    void end() {
        monitor.removeListener(this);
        monitor.timer()
                .execute(() -> List.copyOf(doubts.values()).forEach(doubt -> settle(doubt.cell(), doubt.says())));
    }

    /** What was found of other real servers is of no use any more. */
    void forgetAllBut(Set<String> realServers) {
        monitor.timer().execute(() -> {
            lanes.keySet().retainAll(realServers);
            findings.keySet().removeIf(place -> !realServers.contains(place.realServer()));
            doubts.keySet().removeIf(cell -> !realServers.contains(cell.realServer()));
        });
    }

    @Override
    public void exchangeEnded(ExchangeEnd exchange) {
        String failure = exchange.failure();
        if (failure == null) {
            count(exchange, exchange.status() >= 500 ? Lane.Meeting.SERVER_ERROR : Lane.Meeting.GOOD);
        } else {
            countFailure(exchange, failure);
        }
    }

    @Override
    public void attemptFailed(ExchangeEnd attempt) {
        String failure = attempt.failure();
        if (failure != null) {
            countFailure(attempt, failure);
        }
    }

    private void countFailure(ExchangeEnd exchange, String failure) {
        switch (failure) {
            case "connect-refused", "connect-timeout", "unreachable" -> count(exchange, Lane.Meeting.CONNECT_FAILURE);
            case "closed-early", "response-timeout", "response-cut", "bad-response" ->
                count(exchange, Lane.Meeting.RESET);
            default -> {
                // the client's doing, or our own
            }
        }
    }

    private void count(ExchangeEnd exchange, Lane.Meeting meeting) {
        String realServer = exchange.realServer();
        if (realServer == null) {
            return;
        }
        Roster roster = pool.roster();
        int number = roster.hostNumber(exchange.hostBytes(), exchange.hostStart(), exchange.hostEnd());
        Lane lane = lanesOf(realServer, roster).get(number);
        Lane.Signal signal = lane.met(meeting);
        if (signal != null) {
            Place place = new Place(realServer, roster.hostOf(number));
            String word = word(meeting, exchange);
            monitor.timer().execute(() -> take(place, lane, signal, word));
        }
    }

    private List<Lane> lanesOf(String realServer, Roster roster) {
        List<String> hosts = roster.hosts();
        Lanes known = lanes.get(realServer);
        if (known != null && known.hosts() == hosts) {
            return known.each();
        }
        List<Lane> fresh =
                Stream.generate(() -> new Lane(config)).limit(hosts.size() + 1L).toList();
        lanes.put(realServer, new Lanes(hosts, fresh)); // where two loops do so at once, a few counts are lost
        return fresh;
    }

    private static String word(Lane.Meeting meeting, ExchangeEnd exchange) {
        return meeting == Lane.Meeting.SERVER_ERROR
                ? "were answered with a status of 500 or above one after another, the last with " + exchange.status()
                : "failed one after another, the last with " + exchange.failure();
    }

    private void take(Place place, Lane lane, Lane.Signal signal, String word) {
        if (signal == Lane.Signal.FAILING) {
            failing(place, lane, "requests there " + word);
        } else {
            well(place, lane);
        }
    }

    private void failing(Place place, Lane lane, String reason) {
        Instant now = clock.instant();
        Finding before = findings.getOrDefault(place, Finding.NONE);
        EjectionRecord ejections = before.ejections()
                .after(now, config, ejected(place, now), pool.roster().servers().size());
        findings.put(place, new Finding(ejections, now, reason));
        lane.mind(true);
        Instant until = ejections.until();
        if (until != null && !ejections.equals(before.ejections())) {
            pool.eject(place.realServer(), new Ejection(place.host(), until, reason));
            monitor.timer()
                    .schedule(
                            () -> pool.readmit(place.realServer(), place.host()),
                            Duration.between(now, until).toNanos());
        }
        onCells(place, cell -> {
            settle(cell, CellState.DOWN);
            monitor.suspect(cell);
        });
    }

    /** How many other real servers are ejected for the same host name. */
    private int ejected(Place place, Instant now) {
        return (int) findings.entrySet().stream()
                .filter(e -> !e.getKey().equals(place)
                        && Objects.equals(e.getKey().host(), place.host())
                        && e.getValue().ejections().isEjected(now))
                .count();
    }

    private void well(Place place, Lane lane) {
        Finding before = findings.getOrDefault(place, Finding.NONE);
        findings.put(place, new Finding(before.ejections(), null, ""));
        onCells(place, cell -> {
            settle(cell, CellState.UP);
            if (stateOf(cell) == CellState.DOWN) {
                raise(
                        cell,
                        CellState.DOWN,
                        "the health check says down, but many requests in a row were answered well");
            }
        });
        lane.mind(hasDown(place));
    }

    /** A probe that began after requests began to fail, and that finds nothing wrong. */
    @Override
    public void probed(CellId cell, CellState state, Verdict verdict) {
        if (!cell.virtualService().equals(pool.name()) || !verdict.up() || state != CellState.UP) {
            return;
        }
        findings.forEach((place, finding) -> {
            Instant since = finding.failingSince();
            if (since != null
                    && isOf(cell, place)
                    && !verdict.transcript().startedAt().isBefore(since)) {
                raise(cell, CellState.UP, "the health check says up, but " + finding.reason());
            }
        });
    }

    @Override
    public void changed(HealthChange change) {
        CellId cell = change.cell();
        if (!cell.virtualService().equals(pool.name())) {
            return;
        }
        settle(cell, change.to() == CellState.UP ? CellState.DOWN : CellState.UP);
        Roster roster = pool.roster();
        List<Lane> known = lanesOf(cell.realServer(), roster);
        for (int number = 0; number < known.size(); number++) {
            Place place = new Place(cell.realServer(), roster.hostOf(number));
            if (isOf(cell, place)) {
                boolean failing = findings.getOrDefault(place, Finding.NONE).failingSince() != null;
                known.get(number).mind(failing || change.to() == CellState.DOWN);
            }
        }
    }

    private void raise(CellId cell, CellState says, String reason) {
        if (!doubts.containsKey(cell)) {
            CheckDoubt doubt = new CheckDoubt(cell, says, clock.instant(), reason);
            doubts.put(cell, doubt);
            pool.doubt(cell, doubt);
            listener.raised(doubt);
        }
    }

    private void settle(CellId cell, CellState says) {
        CheckDoubt doubt = doubts.get(cell);
        if (doubt != null && doubt.says() == says) {
            doubts.remove(cell);
            pool.doubt(cell, null);
            listener.settled(doubt);
        }
    }

    private boolean hasDown(Place place) {
        return pool.roster().servers().stream()
                .filter(server -> server.server().name().equals(place.realServer()))
                .flatMap(server -> server.cells().stream())
                .anyMatch(cell -> isOf(cell.id(), place) && cell.state() == CellState.DOWN);
    }

    private @Nullable CellState stateOf(CellId cell) {
        return pool.roster().servers().stream()
                .flatMap(server -> server.cells().stream())
                .filter(status -> status.id().equals(cell))
                .map(status -> status.state())
                .findFirst()
                .orElse(null);
    }

    private void onCells(Place place, Consumer<CellId> action) {
        pool.roster().servers().stream()
                .flatMap(server -> server.cells().stream())
                .map(status -> status.id())
                .filter(cell -> isOf(cell, place))
                .toList()
                .forEach(action);
    }

    /** Whether this cell's check asks what requests there ask: by the same host name, or by none. */
    private static boolean isOf(CellId cell, Place place) {
        return cell.realServer().equals(place.realServer())
                && (cell.host() == null || cell.host().equals(place.host()));
    }
}
