package io.steelyard.pool;

import static io.steelyard.pool.PoolFixture.SERVICE;
import static io.steelyard.pool.PoolFixture.change;
import static io.steelyard.pool.PoolFixture.on;
import static io.steelyard.pool.PoolFixture.request;
import static io.steelyard.pool.PoolFixture.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.CheckCombination;
import io.steelyard.health.CellState;
import io.steelyard.pool.PoolRules.LastResort;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolRulesTest {
    private static final LastResort NONE = new LastResort.None();
    private static final ServerTerms CRITICAL = new ServerTerms(CheckCombination.ALL, true);
    private static final RealServer SORRY =
            new RealServer("192.0.2.99:80", InetSocketAddress.createUnresolved("192.0.2.99", 80));

    /** Real servers as their cells, split by "/"; "off", "drain" and "critical" in front mean what they say. */
    private static Pool pool(String servers, PoolRules rules) {
        List<ServerStatus> statuses = new ArrayList<>();
        for (String words : servers.split("/", -1)) {
            String cells = words.replaceAll("off|drain|critical", "").trim();
            ServerStatus plain = server("s" + statuses.size() + ":80", cells);
            ServerTerms terms = words.contains("critical") ? CRITICAL : ServerTerms.PLAIN;
            statuses.add(on(terms, plain).withOrders(!words.contains("off"), words.contains("drain")));
        }
        return new Pool(SERVICE, statuses, new RoundRobin(), rules);
    }

    private static Set<@Nullable RealServer> picked(Pool pool, String host) {
        Set<@Nullable RealServer> picked = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            picked.add(pool.pick(request(host)));
        }
        return picked;
    }

    @ParameterizedTest(name = "[{0}] with at least {1} up: taken by any {2}, {3}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            *=up / *=up                  | 2 | true  | UP       | -
            *=up / *=down                | 2 | false | DOWN     | 1 real server is up and 2 must be
            *=up / *=down                | 1 | true  | DEGRADED | -
            *=up / *=pending             | 2 | false | PENDING  | 1 real server is up and 2 must be
            *=up / off *=up              | 2 | false | DOWN     | 1 real server is up and 2 must be
            *=up / drain *=up            | 2 | false | DOWN     | 1 real server is up and 2 must be
            a=up b=down / a=down b=up    | 2 | true  | DEGRADED | -
            *=unchecked / *=unchecked    | 2 | true  | UNCHECKED | -
            critical *=up / *=down       | 1 | true  | DEGRADED | -
            critical *=down / *=up       | 1 | false | DOWN     | the critical real server s0:80 is down
            critical *=pending / *=up    | 1 | false | PENDING  | the critical real server s0:80 has no verdict yet
            critical off *=down / *=up   | 1 | true  | UP       | -
            critical drain *=up / *=up   | 1 | true  | UP       | -
            critical a=up b=down / a=up b=up | 1 | true | DEGRADED | -
            *=down / *=down              | 3 | false | DOWN     | 0 real servers are up and 3 must be
            """)
    void a_virtual_service_is_down_when_too_few_or_a_critical_real_server_is(
            String servers, int minServersUp, boolean taken, ServiceState state, @Nullable String why) {
        Pool pool = pool(servers, new PoolRules(minServersUp, NONE));

        assertThat(pool.pick(request("a")) != null).isEqualTo(taken);
        assertThat(pool.roster().state()).isEqualTo(state);
        assertThat(pool.roster().whyClosed()).isEqualTo(why);
    }

    @Test
    void a_virtual_service_comes_back_with_the_critical_real_server() {
        Pool pool = pool("critical *=down / *=up", PoolRules.PLAIN);
        ServerStatus critical = pool.roster().servers().get(0);

        pool.apply(change(critical, 0, CellState.UP));

        assertThat(picked(pool, "a")).hasSize(2).doesNotContainNull();
    }

    @Test
    void the_sorry_server_answers_for_a_host_name_that_is_down_everywhere_and_for_no_other() {
        Pool pool = pool("a=down b=up / a=down b=up", new PoolRules(1, new LastResort.SorryServer(SORRY)));

        assertThat(picked(pool, "a")).containsExactly(SORRY);
        assertThat(picked(pool, "b")).hasSize(2).doesNotContain(SORRY);
        assertThat(pool.roster().candidates("a").isEmpty()).isTrue();
        assertThat(pool.roster().hasFitFor(request("a"))).isFalse();
        assertThat(pool.roster().hasFitFor(request("b"))).isTrue();
    }

    @Test
    void the_sorry_server_leaves_when_a_real_server_is_back() {
        Pool pool = pool("*=down", new PoolRules(1, new LastResort.SorryServer(SORRY)));
        ServerStatus down = pool.roster().servers().get(0);

        pool.apply(change(down, 0, CellState.UP));

        assertThat(picked(pool, "a")).containsExactly(down.server());
    }

    @Test
    void using_all_means_every_real_server_that_the_administrator_lets_work() {
        Pool pool = pool("*=down / *=down / off *=down / drain *=down", new PoolRules(1, new LastResort.UseAll()));
        List<ServerStatus> servers = pool.roster().servers();

        assertThat(picked(pool, "a"))
                .containsExactlyInAnyOrder(
                        servers.get(0).server(), servers.get(1).server());
    }

    @Test
    void using_all_ends_for_a_real_server_that_is_disabled_meanwhile() {
        Pool pool = pool("*=down / *=down", new PoolRules(1, new LastResort.UseAll()));

        pool.disable("s0:80");

        assertThat(picked(pool, "a"))
                .containsExactly(pool.roster().servers().get(1).server());
    }

    @Test
    void using_all_leaves_out_a_host_name_that_the_administrator_keeps_away() {
        Pool pool = pool("a=down b=down / a=down b=down", new PoolRules(1, new LastResort.UseAll()));

        pool.order("s0:80", "a", Order.DISABLE);

        assertThat(picked(pool, "a"))
                .containsExactly(pool.roster().servers().get(1).server());
        assertThat(picked(pool, "b")).hasSize(2);
    }

    @ParameterizedTest(name = "[{0}]: {1} with a sorry server, {2} with a redirect, {3} with use-all")
    @CsvSource(delimiter = '|', textBlock = """
            *=down / *=down       | SORRY    | REDIRECT | DEGRADED
            *=up / *=down         | DEGRADED | DEGRADED | DEGRADED
            *=pending / *=down    | PENDING  | PENDING  | PENDING
            off *=up / off *=up   | SORRY    | REDIRECT | DISABLED
            drain *=up / *=down   | SORRY    | REDIRECT | DEGRADED
            drain *=up            | SORRY    | REDIRECT | DOWN
            """)
    void the_state_says_who_answers_when_all_are_down(
            String servers, ServiceState sorry, ServiceState redirected, ServiceState useAll) {
        assertThat(state(servers, new LastResort.SorryServer(SORRY))).isEqualTo(sorry);
        assertThat(state(servers, new LastResort.Redirected())).isEqualTo(redirected);
        assertThat(state(servers, new LastResort.UseAll())).isEqualTo(useAll);
    }

    private static ServiceState state(String servers, LastResort lastResort) {
        return pool(servers, new PoolRules(1, lastResort)).roster().state();
    }
}
