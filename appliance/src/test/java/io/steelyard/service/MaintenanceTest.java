package io.steelyard.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.health.CellId;
import io.steelyard.health.CellState;
import io.steelyard.health.HostPolicy;
import io.steelyard.pool.CellStatus;
import io.steelyard.pool.Exclusion;
import io.steelyard.pool.Order;
import io.steelyard.pool.Pool;
import io.steelyard.pool.PoolRules;
import io.steelyard.pool.RealServer;
import io.steelyard.pool.RoundRobin;
import io.steelyard.pool.ServerState;
import io.steelyard.pool.ServerStatus;
import io.steelyard.service.Maintenance.Scope;
import io.steelyard.service.Maintenance.Standing;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two virtual services that share a real server with two host names. */
class MaintenanceTest {
    private static final String SHARED = "192.0.2.1:80";

    private final Pool shop = pool("shop", SHARED, "192.0.2.2:80");
    private final Pool office = pool("office", SHARED);
    private final Maintenance maintenance = new Maintenance(() -> List.of(shop, office));

    private static Pool pool(String name, String... servers) {
        return new Pool(
                name, Stream.of(servers).map(address -> status(name, address)).toList(), new RoundRobin());
    }

    private static ServerStatus status(String service, String address) {
        RealServer server = new RealServer(address, new InetSocketAddress(InetAddress.getLoopbackAddress(), 80));
        List<CellStatus> cells = Stream.of("a", "b")
                .map(host -> new CellStatus(
                        new CellId(service, address, 0, host),
                        HostPolicy.OWN_TRAFFIC,
                        CellState.UP,
                        Instant.EPOCH,
                        "up"))
                .toList();
        return ServerStatus.of(server, true, false, 1000, cells);
    }

    private static ServerStatus first(Pool pool) {
        return pool.roster().servers().get(0);
    }

    @Test
    void a_real_server_is_drained_everywhere_it_is_used_in_one_call() {
        List<Standing> standings = maintenance.give(new Scope(SHARED, null, null), Order.DRAIN);

        assertThat(standings).extracting(Standing::virtualService).containsExactly("shop", "office");
        assertThat(first(shop).state()).isEqualTo(ServerState.DRAINING);
        assertThat(first(office).state()).isEqualTo(ServerState.DRAINING);
        assertThat(shop.roster().servers().get(1).state()).isEqualTo(ServerState.UP);
    }

    @Test
    void it_is_drained_when_the_last_exchange_is_over() {
        first(shop).server().exchangeBegan();
        Scope scope = new Scope(SHARED, "shop", null);

        assertThat(maintenance.give(scope, Order.DRAIN))
                .containsExactly(new Standing("shop", SHARED, null, Order.DRAIN, 1, 0))
                .noneMatch(Standing::isDrained);

        first(shop).server().exchangeEnded();
        assertThat(maintenance.standing(scope)).allMatch(Standing::isDrained);
    }

    @Test
    void it_is_not_drained_while_a_client_stays_there_and_may_come_again() {
        Map<String, Long> sessions = new HashMap<>(Map.of(SHARED, 1L));
        Pool staying = new Pool(
                "staying",
                List.of(status("staying", SHARED)),
                new RoundRobin(),
                PoolRules.PLAIN,
                new StayingFixture(sessions));
        Maintenance here = new Maintenance(() -> List.of(staying));
        Scope scope = new Scope(SHARED, null, null);

        assertThat(here.give(scope, Order.DRAIN))
                .containsExactly(new Standing("staying", SHARED, null, Order.DRAIN, 0, 1))
                .noneMatch(Standing::isDrained);

        sessions.clear();
        assertThat(here.standing(scope)).allMatch(Standing::isDrained);
    }

    @Test
    void one_that_is_disabled_is_drained_whoever_stayed_there_because_those_go_elsewhere() {
        Standing disabled = new Standing("shop", SHARED, null, Order.DISABLE, 0, 7);

        assertThat(disabled.isDrained()).isTrue();
    }

    @Test
    void one_that_takes_new_clients_is_never_drained() {
        assertThat(maintenance.standing(new Scope(SHARED, null, null))).noneMatch(Standing::isDrained);
    }

    @Test
    void one_virtual_service_alone_can_be_meant() {
        maintenance.give(new Scope(SHARED, "shop", null), Order.DISABLE);

        assertThat(first(shop).state()).isEqualTo(ServerState.DISABLED);
        assertThat(first(office).state()).isEqualTo(ServerState.UP);
    }

    @Test
    void one_host_name_on_one_real_server_can_be_meant() {
        maintenance.give(new Scope(SHARED, "office", "a"), Order.DISABLE);

        assertThat(office.roster().candidates("a").isEmpty()).isTrue();
        assertThat(office.roster().candidates("b").size()).isEqualTo(1);
        assertThat(shop.roster().candidates("a").size()).isEqualTo(2);
        Exclusion exclusion = office.roster().whyNot(first(office), "a");
        assertThat(exclusion == null ? "" : exclusion.words())
                .isEqualTo("host name a is disabled here by the administrator");
    }

    @Test
    void enabling_takes_every_order_back() {
        Scope scope = new Scope(SHARED, null, "a");
        maintenance.give(scope, Order.DRAIN);

        assertThat(maintenance.give(scope, Order.ENABLE))
                .extracting(Standing::order)
                .containsOnly(Order.ENABLE);
        assertThat(office.roster().candidates("a").size()).isEqualTo(1);
    }

    @Test
    void what_is_not_there_gets_no_order() {
        assertThat(maintenance.give(new Scope("192.0.2.9:80", null, null), Order.DISABLE))
                .isEmpty();
        assertThat(maintenance.give(new Scope(SHARED, "garden", null), Order.DISABLE))
                .isEmpty();
        assertThat(maintenance.give(new Scope(SHARED, null, "unknown"), Order.DISABLE))
                .isEmpty();
    }
}
