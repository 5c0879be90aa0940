package io.steelyard.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.PassiveConfig;
import io.steelyard.event.ExchangeEnd;
import io.steelyard.health.CellId;
import io.steelyard.health.CellState;
import io.steelyard.health.Conversation;
import io.steelyard.health.HealthChange;
import io.steelyard.health.HealthListener;
import io.steelyard.health.HealthMonitor;
import io.steelyard.health.HostPolicy;
import io.steelyard.health.ProbeNetwork;
import io.steelyard.health.ProbeSchedule;
import io.steelyard.health.Target;
import io.steelyard.health.Thresholds;
import io.steelyard.health.Transcript;
import io.steelyard.health.Verdict;
import io.steelyard.health.tls.TlsSettings;
import io.steelyard.pool.CellStatus;
import io.steelyard.pool.CheckDoubt;
import io.steelyard.pool.DoubtListener;
import io.steelyard.pool.Pool;
import io.steelyard.pool.RealServer;
import io.steelyard.pool.RoundRobin;
import io.steelyard.pool.ServerStatus;
import io.steelyard.pool.SimulatedTime;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two real servers with one host name, in simulated time. */
class PassiveHealthTest {
    private static final PassiveConfig CONFIG =
            new PassiveConfig(true, 3, 3, 3, Duration.ofSeconds(10), Duration.ofSeconds(60), 50);
    private static final CellId CELL = new CellId("farm", "192.0.2.1:80", 0, "a");

    private final SimulatedTime time = new SimulatedTime();
    private final HealthMonitor monitor = new HealthMonitor(new NoNetwork(), time, time, 10);
    private final Pool pool = new Pool("farm", List.of(server(1), server(2)), new RoundRobin());
    private final List<CheckDoubt> raised = new ArrayList<>();
    private final List<CheckDoubt> settled = new ArrayList<>();
    private final PassiveHealth passive = new PassiveHealth(pool, CONFIG, monitor, time, new DoubtListener() {
        @Override
        public void raised(CheckDoubt doubt) {
            raised.add(doubt);
        }

        @Override
        public void settled(CheckDoubt doubt) {
            settled.add(doubt);
        }
    });
    private boolean probesSayUp = true;
    private int probes;

    /** The check here asks nobody. */
    private static final class NoNetwork implements ProbeNetwork {
        @Override
        public CompletionStage<Verdict> tcp(Target target, Conversation conversation) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Verdict> tls(Target target, TlsSettings tls, Conversation conversation) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Verdict> udp(Target target, Conversation conversation) {
            throw new UnsupportedOperationException();
        }
    }

    private static ServerStatus server(int number) {
        String name = "192.0.2." + number + ":80";
        CellId id = new CellId("farm", name, 0, "a");
        CellStatus cell = new CellStatus(id, HostPolicy.OWN_TRAFFIC, CellState.UP, java.time.Instant.EPOCH, "HTTP 200");
        return ServerStatus.of(
                new RealServer(name, new InetSocketAddress("192.0.2." + number, 80)), true, false, 1000, List.of(cell));
    }

    @BeforeEach
    void watchTheFirst() {
        monitor.addListener(new HealthListener() {
            @Override
            public void changed(HealthChange change) {
                pool.apply(change);
            }
        });
        monitor.addListener(passive);
        monitor.watch(
                CELL,
                (target, network) -> {
                    probes++;
                    Transcript now = Transcript.empty(time.instant());
                    return CompletableFuture.completedFuture(
                            probesSayUp ? Verdict.up("HTTP 200", now) : Verdict.down("HTTP 503", now));
                },
                new Target(new InetSocketAddress("192.0.2.1", 80), "a", Duration.ofSeconds(1), Duration.ofSeconds(1)),
                new ProbeSchedule(Duration.ofSeconds(60), Duration.ofSeconds(1), new Thresholds(2, 3)));
        time.pass(Duration.ofSeconds(1));
        probes = 0;
    }

    private record End(
            String realServer, int status, @Nullable String failure) implements ExchangeEnd {
        @Override
        public String virtualService() {
            return "farm";
        }

        @Override
        public long durationNanos() {
            return 0;
        }

        @Override
        public long requestBytes() {
            return 0;
        }

        @Override
        public long responseBytes() {
            return 0;
        }

        @Override
        public byte[] hostBytes() {
            return "A".getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public int hostEnd() {
            return 1;
        }
    }

    private void exchanges(int count, int server, int status, @Nullable String failure) {
        for (int i = 0; i < count; i++) {
            passive.exchangeEnded(new End("192.0.2." + server + ":80", status, failure));
        }
        time.pass(Duration.ZERO);
    }

    private boolean isEjected(int server) {
        return pool.roster().servers().get(server - 1).marks().ejection("a") != null;
    }

    private @Nullable CheckDoubt doubt() {
        return pool.roster().servers().get(0).cells().get(0).doubt();
    }

    @Test
    void failures_in_a_row_eject_for_a_growing_time() {
        exchanges(3, 1, 0, "connect-refused");
        assertThat(isEjected(1)).isTrue();

        time.pass(Duration.ofSeconds(10));
        assertThat(isEjected(1)).isFalse();

        exchanges(3, 1, 0, "connect-refused");
        time.pass(Duration.ofSeconds(19));
        assertThat(isEjected(1)).isTrue();
        time.pass(Duration.ofSeconds(1));
        assertThat(isEjected(1)).isFalse();
    }

    @Test
    void attempts_that_were_repeated_elsewhere_count() {
        for (int i = 0; i < 3; i++) {
            passive.attemptFailed(new End("192.0.2.1:80", 0, "closed-early"));
        }
        time.pass(Duration.ZERO);

        assertThat(isEjected(1)).isTrue();
    }

    @Test
    void what_clients_do_counts_for_nothing() {
        exchanges(100, 1, 0, "client-gone");

        assertThat(isEjected(1)).isFalse();
    }

    @Test
    void the_second_of_two_is_kept_where_half_may_go() {
        exchanges(3, 1, 500, null);
        exchanges(3, 2, 500, null);

        assertThat(isEjected(1)).isTrue();
        assertThat(isEjected(2)).isFalse();
    }

    @Test
    void a_suspicion_has_the_cell_probed_at_once_and_then_fast() {
        exchanges(3, 1, 0, "connect-refused");
        assertThat(probes).isEqualTo(1);

        time.pass(Duration.ofSeconds(3));
        assertThat(probes).isEqualTo(4);

        time.pass(Duration.ofSeconds(20));
        assertThat(probes).isLessThanOrEqualTo(5);
    }

    @Test
    void a_check_that_says_up_while_requests_fail_is_suspect_until_they_go_well() {
        exchanges(3, 1, 503, null);
        time.pass(Duration.ZERO);

        assertThat(raised).hasSize(1);
        assertThat(doubt()).isNotNull();
        assertThat(raised.get(0).reason())
                .isEqualTo("the health check says up, but requests there were answered with a status of 500 or above"
                        + " one after another, the last with 503");

        exchanges(20, 1, 200, null);
        assertThat(doubt()).isNull();
        assertThat(settled).hasSize(1);
    }

    @Test
    void a_check_that_agrees_with_the_requests_is_not_suspect() {
        probesSayUp = false;

        exchanges(3, 1, 503, null);
        time.pass(Duration.ofSeconds(10));

        assertThat(raised).isEmpty();
        assertThat(pool.roster().servers().get(0).cells().get(0).state()).isEqualTo(CellState.DOWN);
    }

    @Test
    void a_check_that_says_down_while_requests_are_answered_is_suspect_until_it_says_up() {
        probesSayUp = false;
        monitor.suspect(CELL);
        time.pass(Duration.ofSeconds(5));
        assertThat(pool.roster().servers().get(0).cells().get(0).state()).isEqualTo(CellState.DOWN);

        exchanges(20, 1, 200, null);
        assertThat(doubt()).isNotNull();
        assertThat(raised.get(0).says()).isEqualTo(CellState.DOWN);

        probesSayUp = true;
        monitor.suspect(CELL);
        time.pass(Duration.ofSeconds(5));
        assertThat(doubt()).isNull();
    }
}
