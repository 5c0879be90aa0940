package io.steelyard.pool;

import static io.steelyard.pool.PoolFixture.SERVICE;
import static io.steelyard.pool.PoolFixture.again;
import static io.steelyard.pool.PoolFixture.request;
import static io.steelyard.pool.PoolFixture.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.CheckCombination;
import io.steelyard.config.HashingConfig;
import io.steelyard.config.Scheduling;
import io.steelyard.health.CellState;
import io.steelyard.pool.PoolRules.LastResort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplanationTest {
    private static final List<String> HOSTS = List.of("a", "b", "unknown");

    /** Every client has stayed where the test put it, by host name. */
    private static final class Placed implements Persistence {
        private final Map<String, RealServer> places = new HashMap<>();

        private static String key(PickRequest request) {
            return new String(
                    request.hostBytes(),
                    request.hostStart(),
                    request.hostEnd() - request.hostStart(),
                    StandardCharsets.ISO_8859_1);
        }

        @Override
        public @Nullable RealServer remembered(PickRequest request, Members members) {
            return places.get(key(request));
        }

        @Override
        public RealServer remember(PickRequest request, RealServer chosen, @Nullable RealServer instead) {
            return chosen;
        }
    }

    /** Notes what persistence decided. */
    private record Deciding(PickRequest of, List<Stay> decided) implements PickRequest {
        @Override
        public byte[] hostBytes() {
            return of.hostBytes();
        }

        @Override
        public int hostStart() {
            return of.hostStart();
        }

        @Override
        public int hostEnd() {
            return of.hostEnd();
        }

        @Override
        public InetSocketAddress clientAddress() {
            return of.clientAddress();
        }

        @Override
        public @Nullable RealServer tried() {
            return of.tried();
        }

        @Override
        public void decided(Stay stay) {
            decided.add(stay);
        }
    }

    private static List<ServerStatus> randomServers(Random random) {
        List<ServerStatus> servers = new ArrayList<>();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            StringBuilder cells = new StringBuilder();
            for (int cell = random.nextInt(3); cell > 0; cell--) {
                CellState state = List.of(CellState.values()).get(random.nextInt(CellState.values().length));
                cells.append("ab*".charAt(random.nextInt(3)))
                        .append(random.nextInt(6) == 0 ? "!=" : "=")
                        .append(state)
                        .append(' ');
            }
            ServerStatus status = limited(random, "s" + i, random.nextInt(5) == 0 ? 0 : 1000, cells.toString());
            servers.add(status.withOrders(random.nextInt(5) > 0, random.nextInt(6) == 0));
        }
        return servers;
    }

    /** With a limit or none; time stands still, so a rate that is used up stays so. */
    private static ServerStatus limited(Random random, String name, int weight, String cells) {
        RealServer server = new RealServer(name, new InetSocketAddress(InetAddress.getLoopbackAddress(), 80), () -> 0L);
        ServerTerms terms =
                new ServerTerms(CheckCombination.ALL, false, random.nextInt(3), random.nextInt(3) == 0 ? 10 : 0);
        ServerStatus status = ServerStatus.of(server, true, false, weight, PoolFixture.cells(name, cells), terms);
        AgentWord byAgent = new AgentWord(100, 1 + random.nextInt(2), AgentOrder.READY, true, "");
        return random.nextInt(4) == 0 ? status.withMarks(ServerMarks.NONE.withAgent(byAgent)) : status;
    }

    private static void occupy(Random random, List<ServerStatus> servers) {
        for (ServerStatus status : servers) {
            for (int exchanges = random.nextInt(4); exchanges > 0; exchanges--) {
                status.server().tryBegin();
            }
        }
    }

    private static PoolRules randomRules(Random random) {
        RealServer sorry = new RealServer("sorry:80", new InetSocketAddress(InetAddress.getLoopbackAddress(), 80));
        return new PoolRules(
                1 + random.nextInt(2),
                switch (random.nextInt(3)) {
                    case 0 -> new LastResort.None();
                    case 1 -> new LastResort.UseAll();
                    default -> new LastResort.SorryServer(sorry);
                });
    }

    private static SchedulingMethod randomMethod(Random random) {
        return SchedulingMethod.of(
                List.of(Scheduling.values()).get(random.nextInt(Scheduling.values().length)), HashingConfig.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void for_any_roster_it_agrees_with_what_a_pick_does(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 400; round++) {
            List<ServerStatus> servers = randomServers(random);
            Placed clients = new Placed();
            Pool pool = new Pool(
                    SERVICE,
                    servers,
                    randomMethod(random),
                    randomRules(random),
                    random.nextBoolean() ? clients : Persistence.NONE);
            occupy(random, servers);
            for (String host : HOSTS) {
                if (!servers.isEmpty() && random.nextBoolean()) {
                    clients.places.put(
                            host, servers.get(random.nextInt(servers.size())).server());
                }
                RealServer tried = servers.isEmpty() || random.nextInt(4) > 0
                        ? null
                        : servers.get(random.nextInt(servers.size())).server();
                agrees(pool, tried == null ? request(host) : again(host, tried));
            }
        }
    }

    private static void agrees(Pool pool, PickRequest request) {
        Explanation explanation = pool.explain(request, 100);
        for (int i = 0; i < 8; i++) {
            Deciding deciding = new Deciding(request, new ArrayList<>());
            RealServer picked = pool.pick(deciding);
            if (picked == null) {
                assertThat(explanation.servers()).noneMatch(Explanation.Considered::fit);
                assertThat(explanation.chosen()).isNull();
                continue;
            }
            boolean kept = deciding.decided.contains(Stay.KEPT);
            assertThat(kept || isFit(explanation, picked))
                    .as("%s of %s", picked, explanation)
                    .isTrue();
            assertThat(explanation.chosen()).isIn(null, picked);
            assertThat(kept).isEqualTo(explanation.stay() == Stay.KEPT);
            if (!deciding.decided.isEmpty()) {
                assertThat(deciding.decided).containsExactly(explanation.stay());
            }
        }
        assertThat(explanation.servers())
                .allSatisfy(one -> assertThat(one.reason()).isNotBlank());
    }

    private static boolean isFit(Explanation explanation, RealServer server) {
        return explanation.servers().stream().anyMatch(one -> one.server() == server && one.fit());
    }

    @Test
    void each_real_server_has_its_reason() {
        Pool pool = new Pool(
                SERVICE,
                List.of(
                        server("up", "a=up"),
                        server("down", "a=down"),
                        server("off", "a=up").withOrders(false, false),
                        server("light", 0, "a=up"),
                        server("other", "a=up")),
                new RoundRobin());
        Explanation explanation = pool.explain(request("A"), 100);

        assertThat(explanation.host()).isEqualTo("a");
        assertThat(explanation.servers())
                .extracting(one -> one.server().name() + ": " + one.reason())
                .containsExactly(
                        "up: fit; weight 1000, 0 under way",
                        "down: host name a is down: HTTP 404",
                        "off: disabled by the administrator",
                        "light: weight 0, takes no new clients",
                        "other: fit; weight 1000, 0 under way");
    }

    private static ServerStatus taking(String name, int atOnce, int perSecond, @Nullable Integer byAgent) {
        RealServer server = new RealServer(name, new InetSocketAddress(InetAddress.getLoopbackAddress(), 80), () -> 0L);
        ServerTerms terms = new ServerTerms(CheckCombination.ALL, false, atOnce, perSecond);
        ServerMarks marks = ServerMarks.NONE.withAgent(new AgentWord(100, byAgent, AgentOrder.READY, true, ""));
        return ServerStatus.of(server, true, false, 1000, List.of(), terms).withMarks(marks);
    }

    private static List<String> reasons(Explanation explanation) {
        return explanation.servers().stream()
                .map(one -> one.server().name() + (one.fit() ? ": " : " out: ") + one.reason())
                .toList();
    }

    @Test
    void a_real_server_that_is_full_is_passed_over_by_the_limit_that_is_named() {
        List<ServerStatus> servers = List.of(
                taking("places", 2, 0, null),
                taking("agent", 9, 0, 1),
                taking("rate", 0, 5, null),
                taking("room", 4, 0, null));
        Pool pool = new Pool(SERVICE, servers, new RoundRobin());
        servers.forEach(status -> {
            status.server().tryBegin();
            status.server().tryBegin();
        });
        Explanation explanation = pool.explain(request("a"), 100);

        assertThat(reasons(explanation))
                .containsExactly(
                        "places out: full, and others are not: 2 of 2 under way, by maxConnections",
                        "agent out: full, and others are not: 1 of 1 under way, by its agent's maxconn",
                        "rate out: full, and others are not: as many as may have begun for now, by maxRate 5",
                        "room: fit; weight 1000, 2 under way");
        assertThat(explanation.chosen()).isSameAs(servers.get(3).server());
    }

    @Test
    void where_all_are_full_each_is_fit_and_requests_wait() {
        ServerStatus one = taking("one", 1, 0, null);
        ServerStatus other = taking("other", 1, 0, null);
        Pool pool = new Pool(SERVICE, List.of(one, other), new RoundRobin());
        one.server().tryBegin();
        other.server().tryBegin();
        Explanation explanation = pool.explain(request("a"), 100);

        assertThat(reasons(explanation))
                .containsExactly(
                        "one: fit; weight 1000, full, so that requests wait: 1 of 1 under way, by maxConnections",
                        "other: fit; weight 1000, full, so that requests wait: 1 of 1 under way, by maxConnections");
        assertThat(explanation.chosen()).isNull();
    }

    @Test
    void a_client_that_stays_waits_for_its_own_real_server_though_another_has_room() {
        Placed clients = new Placed();
        ServerStatus mine = taking("mine", 1, 0, null);
        List<ServerStatus> servers = List.of(mine, taking("other", 1, 0, null));
        Pool pool = new Pool(SERVICE, servers, new RoundRobin(), PoolRules.PLAIN, clients);
        clients.places.put("a", mine.server());
        mine.server().tryBegin();
        Explanation explanation = pool.explain(request("a"), 100);

        assertThat(explanation.chosen()).isSameAs(mine.server());
        assertThat(reasons(explanation))
                .containsExactly(
                        "mine: fit; weight 1000, full, so that requests wait: 1 of 1 under way, by maxConnections",
                        "other: fit; weight 1000, 0 under way");
    }

    @Test
    void why_a_client_does_not_stay_is_said() {
        Placed clients = new Placed();
        ServerStatus down = server("down", "a=down");
        Pool pool = new Pool(SERVICE, List.of(down, server("up", "a=up")), new RoundRobin(), PoolRules.PLAIN, clients);
        clients.places.put("a", down.server());
        Explanation explanation = pool.explain(request("a"), 100);

        assertThat(explanation.stay()).isEqualTo(Stay.MOVED);
        assertThat(explanation.had()).isSameAs(down.server());
        assertThat(explanation.notKept()).isEqualTo("host name a is down: HTTP 404");
        assertThat(Objects.requireNonNull(explanation.chosen()).name()).isEqualTo("up");
    }

    @Test
    void a_closed_pool_says_which_rule_closes_it() {
        Pool pool = new Pool(
                SERVICE,
                List.of(server("up", "a=up"), server("down", "a=down")),
                new RoundRobin(),
                new PoolRules(2, new LastResort.None()));
        Explanation explanation = pool.explain(request("a"), 100);

        assertThat(explanation.closed()).isEqualTo("1 real server is up and 2 must be");
        assertThat(explanation.servers().get(0).reason())
                .isEqualTo("the pool is closed: 1 real server is up and 2 must be");
    }

    @Test
    void of_many_real_servers_the_first_are_listed_the_chosen_one_too_and_the_others_counted() {
        List<ServerStatus> servers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            servers.add(server("s" + i, i % 2 == 0 ? "a=up" : "a=down"));
        }
        Placed clients = new Placed();
        Pool pool = new Pool(SERVICE, servers, new RoundRobin(), PoolRules.PLAIN, clients);
        clients.places.put("a", servers.get(98).server());
        Explanation explanation = pool.explain(request("a"), 10);

        assertThat(explanation.servers())
                .hasSize(11)
                .last()
                .satisfies(
                        one -> assertThat(one.server()).isSameAs(servers.get(98).server()));
        assertThat(explanation.moreFit()).isEqualTo(44);
        assertThat(explanation.moreOut()).isEqualTo(45);
    }
}
