package io.steelyard.pool;

import static io.steelyard.pool.PoolFixture.LATER;
import static io.steelyard.pool.PoolFixture.SERVICE;
import static io.steelyard.pool.PoolFixture.THEN;
import static io.steelyard.pool.PoolFixture.change;
import static io.steelyard.pool.PoolFixture.request;
import static io.steelyard.pool.PoolFixture.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.config.AvailabilityConfig;
import io.steelyard.config.DistributionConfig;
import io.steelyard.config.HealthCheckConfig;
import io.steelyard.config.HealthTimes;
import io.steelyard.config.HostCheckConfig;
import io.steelyard.config.HttpConfig;
import io.steelyard.config.Protocol;
import io.steelyard.config.RealServerConfig;
import io.steelyard.config.Scheduling;
import io.steelyard.config.VirtualServiceConfig;
import io.steelyard.health.CellId;
import io.steelyard.health.CellState;
import io.steelyard.health.HealthChange;
import io.steelyard.health.HealthCheck;
import io.steelyard.health.HostPolicy;
import io.steelyard.health.Transcript;
import io.steelyard.health.Verdict;
import io.steelyard.health.check.NoneCheckKind;
import io.steelyard.health.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PoolTest {
    private static final HealthCheck SILENT = (target, network) -> new java.util.concurrent.CompletableFuture<>();

    private final ServerStatus one = server("192.0.2.21:80", "ntrip=up www=up");
    private final ServerStatus two = server("192.0.2.22:80", "ntrip=up www=up");
    private final ServerStatus three = server("192.0.2.23:80", "ntrip=up www=up");
    private final Pool pool = new Pool(SERVICE, List.of(one, two, three), new RoundRobin());

    private Set<RealServer> picked(String host) {
        Set<RealServer> picked = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            RealServer server = pool.pick(request(host));
            if (server != null) {
                picked.add(server);
            }
        }
        return picked;
    }

    @Test
    void a_host_name_that_is_down_on_one_real_server_avoids_only_that_one() {
        pool.apply(change(two, 1, CellState.DOWN));

        assertThat(picked("WWW.")).containsExactlyInAnyOrder(one.server(), three.server());
        assertThat(picked("ntrip")).containsExactlyInAnyOrder(one.server(), two.server(), three.server());
        assertThat(picked("other")).containsExactlyInAnyOrder(one.server(), two.server(), three.server());
    }

    @Test
    void a_health_change_is_in_the_next_roster_with_its_time_and_reason() {
        Roster before = pool.roster();
        pool.changed(change(two, 1, CellState.DOWN));

        ServerStatus after = pool.roster().servers().get(1);
        assertThat(after.state()).isEqualTo(ServerState.DEGRADED);
        assertThat(after.cells().get(1))
                .isEqualTo(new CellStatus(
                        two.cells().get(1).id(), HostPolicy.OWN_TRAFFIC, CellState.DOWN, LATER, "HTTP 503"));
        assertThat(pool.roster().state()).isEqualTo(ServiceState.DEGRADED);
        assertThat(before.state()).isEqualTo(ServiceState.UP);
        assertThat(before.servers()).containsExactly(one, two, three);
    }

    @Test
    void with_every_cell_down_nobody_is_picked_until_one_comes_back() {
        for (ServerStatus server : List.of(one, two, three)) {
            pool.apply(change(server, 1, CellState.DOWN));
        }
        assertThat(pool.pick(request("www"))).isNull();
        pool.apply(change(three, 1, CellState.UP));

        assertThat(picked("www")).containsExactly(three.server());
    }

    @Test
    void a_change_of_a_cell_that_is_not_here_changes_nothing() {
        Roster before = pool.roster();
        Verdict verdict = Verdict.down("HTTP 503", Transcript.empty(LATER));
        for (CellId id : List.of(
                new CellId("another", one.server().name(), 0, "ntrip"),
                new CellId(SERVICE, "192.0.2.99:80", 0, "ntrip"),
                new CellId(SERVICE, one.server().name(), 7, "ntrip"))) {
            pool.apply(new HealthChange(id, CellState.UP, CellState.DOWN, LATER, verdict));
        }

        assertThat(pool.roster().servers()).isEqualTo(before.servers());
    }

    @Test
    void a_cell_that_cannot_be_asked_takes_requests_as_before_and_says_what_the_appliance_lacks() {
        CellStatus cell = one.cells().get(0);
        pool.probed(cell.id(), CellState.UP, Verdict.voided("no file handle left", Transcript.empty(LATER)));

        CellStatus lacking = pool.roster().servers().get(0).cells().get(0);
        assertThat(lacking.state()).isEqualTo(CellState.UP);
        assertThat(lacking.words()).isEqualTo(cell.reason() + "; not asked at present: no file handle left");
        assertThat(picked("ntrip")).contains(one.server());
        pool.probed(cell.id(), CellState.UP, Verdict.up("HTTP 200", Transcript.empty(LATER)));
        assertThat(pool.roster().servers().get(0).cells().get(0)).isEqualTo(cell);
    }

    @Test
    void the_administrator_takes_real_servers_out_and_back_in() {
        assertThat(pool.disable(one.server().name())).isTrue();
        assertThat(pool.drain(two.server().name())).isTrue();
        assertThat(picked("www")).containsExactly(three.server());
        assertThat(pool.roster().servers())
                .extracting(ServerStatus::state)
                .containsExactly(ServerState.DISABLED, ServerState.DRAINING, ServerState.UP);
        pool.enable(one.server().name());
        pool.enable(two.server().name());

        assertThat(picked("www")).containsExactlyInAnyOrder(one.server(), two.server(), three.server());
        assertThat(pool.disable("192.0.2.99:80")).isFalse();
    }

    @Test
    void enabled_is_not_healthy() {
        pool.disable(one.server().name());
        pool.apply(change(one, 1, CellState.DOWN));
        pool.enable(one.server().name());

        assertThat(pool.roster().servers().get(0).state()).isEqualTo(ServerState.DEGRADED);
        assertThat(picked("www")).containsExactlyInAnyOrder(two.server(), three.server());
    }

    @Test
    void flapping_of_one_does_not_favour_the_first() {
        int[] counts = new int[3];
        List<RealServer> servers = List.of(one.server(), two.server(), three.server());
        Random random = new Random(7);
        for (int flap = 0; flap < 1000; flap++) {
            pool.apply(change(three, 1, flap % 2 == 0 ? CellState.DOWN : CellState.UP));
            for (int picks = random.nextInt(5); picks > 0; picks--) {
                counts[servers.indexOf(pool.pick(request("www")))]++;
            }
        }

        assertThat(counts[0] - counts[1]).isBetween(-100, 100);
        assertThat(counts[2]).isPositive();
    }

    @Test
    void turns_go_on_for_host_names_that_a_change_does_not_touch() {
        RealServer first = pool.pick(request("ntrip"));
        pool.apply(change(two, 1, CellState.DOWN));
        RealServer second = pool.pick(request("ntrip"));

        assertThat(List.of(Objects.requireNonNull(first), Objects.requireNonNull(second)))
                .containsExactly(one.server(), two.server());
    }

    @Test
    void the_roster_says_why_a_real_server_is_passed_over() {
        pool.apply(change(two, 1, CellState.DOWN));
        Roster roster = pool.roster();
        ServerStatus degraded = roster.servers().get(1);

        assertThat(roster.whyNot(degraded, "WWW."))
                .isNotNull()
                .extracting(Exclusion::words)
                .isEqualTo("host name www is down: HTTP 503");
        assertThat(roster.whyNot(degraded, "ntrip")).isNull();
        assertThat(roster.whyNot(degraded, null)).isNull();
    }

    @Test
    void two_real_servers_of_one_name_are_refused() {
        assertThatThrownBy(() -> new Pool(SERVICE, List.of(one, one), new RoundRobin()))
                .hasMessage("surveyor has the real server 192.0.2.21:80 twice");
    }

    @Test
    void whatever_changes_the_candidates_are_those_that_the_rules_allow() {
        Random random = new Random(3);
        List<ServerStatus> servers = IntStream.range(0, 12)
                .mapToObj(i -> server("s" + i, i % 4, "*=up a=up b!=up c?=up d=up"))
                .toList();
        Pool many = new Pool(SERVICE, servers, new WeightedRoundRobin());
        for (int round = 0; round < 2000; round++) {
            ServerStatus server = servers.get(random.nextInt(servers.size()));
            switch (random.nextInt(6)) {
                case 0 -> many.drain(server.server().name());
                case 1 -> many.disable(server.server().name());
                case 2 -> many.enable(server.server().name());
                default ->
                    many.apply(change(
                            server,
                            random.nextInt(5),
                            List.of(CellState.values()).get(random.nextInt(4))));
            }
            Roster roster = many.roster();
            for (String host : new String[] {"a", "b", "c", "d", "x", null}) {
                List<RealServer> allowed = roster.servers().stream()
                        .filter(status -> Exclusion.of(status, host) == null)
                        .map(ServerStatus::server)
                        .toList();
                assertThat(roster.candidates(host).servers()).isEqualTo(allowed);
            }
        }
    }

    @Test
    void a_thousand_real_servers_with_five_host_names_each_go_down_one_by_one() {
        List<ServerStatus> servers = IntStream.range(0, 1000)
                .mapToObj(i -> server("s" + i, "a=up b=up c=up d=up e=up"))
                .toList();
        Pool large = new Pool(SERVICE, servers, new WeightedRoundRobin());
        for (ServerStatus server : servers) {
            for (int cell = 0; cell < 5; cell++) {
                large.apply(change(server, cell, CellState.DOWN));
            }
        }

        assertThat(large.roster().state()).isEqualTo(ServiceState.DOWN);
    }

    @Test
    void picks_never_see_half_a_change() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Callable<Boolean> picking = () -> {
            boolean always = true;
            do {
                always &= pool.pick(request("www")) != null;
                Roster roster = pool.roster();
                always &= roster.candidates("www").size() >= 2;
            } while (!done.get());
            return always;
        };
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<Boolean>> pickers = List.of(threads.submit(picking), threads.submit(picking));
            Future<Boolean> administrator = threads.submit(() -> {
                boolean known = true;
                for (int i = 0; i < 20_000; i++) {
                    known &= pool.enable(two.server().name());
                }
                return known;
            });
            for (int i = 0; i < 20_000; i++) {
                pool.apply(change(one, 1, CellState.DOWN));
                pool.apply(change(one, 1, CellState.UP));
            }
            assertThat(administrator.get()).isTrue();
            done.set(true);
            for (Future<Boolean> picker : pickers) {
                assertThat(picker.get()).isTrue();
            }
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
        assertThat(pool.roster().state()).isEqualTo(ServiceState.UP);
    }

    @Test
    void a_configuration_makes_a_cell_for_every_real_server_check_and_host_name() {
        Pool made = Pool.of(
                service(
                        new HealthCheckConfig(
                                "http",
                                SILENT,
                                List.of(
                                        new HostCheckConfig("ntrip", HostPolicy.REQUIRED, SILENT),
                                        new HostCheckConfig("www", HostPolicy.OWN_TRAFFIC, SILENT)),
                                Map.of()),
                        new HealthCheckConfig("tcp", SILENT, List.of(), Map.of()),
                        new HealthCheckConfig(
                                "none", new NoneCheckKind().create(Settings.of(Map.of(), "")), List.of(), Map.of())),
                THEN);

        assertThat(made.name()).isEqualTo(SERVICE);
        ServerStatus first = made.roster().servers().get(0);
        assertThat(first.server().name()).isEqualTo("192.0.2.21:80");
        assertThat(first.weight()).isEqualTo(7);
        assertThat(first.cells())
                .containsExactly(
                        cell(0, "ntrip", HostPolicy.REQUIRED, CellState.PENDING, "no verdict yet"),
                        cell(0, "www", HostPolicy.OWN_TRAFFIC, CellState.PENDING, "no verdict yet"),
                        cell(1, null, HostPolicy.REQUIRED, CellState.PENDING, "no verdict yet"),
                        cell(2, null, HostPolicy.REQUIRED, CellState.UNCHECKED, "nothing is asked of it"));
        assertThat(made.roster().servers().get(1).state()).isEqualTo(ServerState.DISABLED);
        assertThat(made.roster().state()).isEqualTo(ServiceState.PENDING);
    }

    @Test
    void a_virtual_service_without_health_checks_takes_traffic_unchecked() {
        Pool unchecked = Pool.of(service(), THEN);

        assertThat(unchecked.roster().state()).isEqualTo(ServiceState.UNCHECKED);
        assertThat(unchecked.pick(request(""))).isNotNull();
    }

    private static CellStatus cell(
            int check,
            @org.jspecify.annotations.Nullable String host,
            HostPolicy policy,
            CellState state,
            String reason) {
        return new CellStatus(new CellId(SERVICE, "192.0.2.21:80", check, host), policy, state, THEN, reason);
    }

    private static VirtualServiceConfig service(HealthCheckConfig... checks) {
        Duration second = Duration.ofSeconds(1);
        return new VirtualServiceConfig(
                SERVICE,
                "127.0.0.1",
                80,
                Protocol.HTTP,
                Scheduling.ROUND_ROBIN,
                new HealthTimes(second, second, second, second, 2, 3),
                new ArrayList<>(List.of(checks)),
                List.of(
                        new RealServerConfig("192.0.2.21", 80, 7, true),
                        new RealServerConfig("192.0.2.22", 80, 1000, false)),
                HttpConfig.DEFAULT,
                AvailabilityConfig.DEFAULT,
                DistributionConfig.DEFAULT);
    }
}
