package io.steelyard.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.event.Event;
import io.steelyard.health.CellId;
import io.steelyard.health.CellState;
import io.steelyard.health.HostPolicy;
import io.steelyard.pool.AgentLine;
import io.steelyard.pool.AgentWord;
import io.steelyard.pool.CellStatus;
import io.steelyard.pool.Order;
import io.steelyard.pool.Pool;
import io.steelyard.pool.PoolRules;
import io.steelyard.pool.RealServer;
import io.steelyard.pool.RoundRobin;
import io.steelyard.pool.ServerStatus;
import io.steelyard.service.Maintenance.Scope;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DrainsTest {
    private static final String NAME = "192.0.2.1:80";
    private static final Scope SERVER = new Scope(NAME, null, null);
    private static final Scope HOST = new Scope(NAME, null, "www.lab");

    private final RealServer server = new RealServer(NAME, new InetSocketAddress(InetAddress.getLoopbackAddress(), 80));
    private final Map<String, Long> sessions = new HashMap<>();
    private final Pool pool = new Pool(
            "shop",
            List.of(ServerStatus.of(
                    server,
                    true,
                    false,
                    1000,
                    List.of(new CellStatus(
                            new CellId("shop", NAME, 0, "www.lab"),
                            HostPolicy.OWN_TRAFFIC,
                            CellState.UP,
                            Instant.EPOCH,
                            "up")))),
            new RoundRobin(),
            PoolRules.PLAIN,
            new StayingFixture(sessions));
    private final Maintenance maintenance = new Maintenance(() -> List.of(pool));
    private final List<Event> told = new ArrayList<>();
    private final Drains drains = new Drains(maintenance, told::add, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    @Test
    void a_drain_is_told_when_the_last_exchange_and_then_the_last_remembered_client_is_gone() {
        server.exchangeBegan();
        sessions.put(NAME, 1L);
        maintenance.give(SERVER, Order.DRAIN);
        drains.tick();
        server.exchangeEnded();
        drains.tick();
        assertThat(told).isEmpty();

        sessions.clear();
        drains.tick();

        assertThat(told).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo("real-server-drained");
            assertThat(event.virtualService()).isEqualTo("shop");
            assertThat(event.realServer()).isEqualTo(NAME);
            assertThat(event.sentence())
                    .isEqualTo(NAME + " is drained in shop: no exchange is left there, and no client is remembered as"
                            + " staying there");
        });
    }

    @Test
    void a_drain_is_told_once_even_where_a_client_that_nobody_remembers_comes_back() {
        maintenance.give(SERVER, Order.DRAIN);
        drains.tick();
        server.exchangeBegan();
        drains.tick();
        server.exchangeEnded();
        maintenance.give(SERVER, Order.DRAIN);
        drains.tick();

        assertThat(told).hasSize(1);
    }

    @Test
    void another_drain_is_told_again_however_soon_it_comes() {
        maintenance.give(SERVER, Order.DRAIN);
        drains.tick();
        maintenance.give(SERVER, Order.ENABLE);
        maintenance.give(SERVER, Order.DRAIN);
        drains.tick();

        assertThat(told).hasSize(2);
    }

    @Test
    void a_single_host_name_that_drains_is_told_with_its_name() {
        maintenance.give(HOST, Order.DRAIN);
        drains.tick();

        assertThat(told).singleElement().satisfies(event -> {
            assertThat(event.host()).isEqualTo("www.lab");
            assertThat(event.sentence()).startsWith("www.lab on " + NAME + " is drained in shop: ");
        });
    }

    @Test
    void a_drain_that_the_agent_asks_for_is_told_too() {
        pool.agentSays(NAME, AgentWord.NONE.after(AgentLine.parse("drain")));
        drains.tick();

        assertThat(told).hasSize(1);
    }

    @Test
    void one_that_takes_new_clients_or_is_disabled_is_not_told() {
        drains.tick();
        maintenance.give(SERVER, Order.DISABLE);
        drains.tick();

        assertThat(told).isEmpty();
    }

    @Test
    void what_an_agent_wishes_for_can_be_read_from_the_roster() {
        pool.agentSays(NAME, AgentWord.NONE.after(AgentLine.parse("up 75% maxconn:30")));

        AgentWord word = pool.roster().servers().get(0).marks().agent();
        assertThat(word.maxExchanges()).isEqualTo(30);
        assertThat(word.percent()).isEqualTo(75);
    }
}
