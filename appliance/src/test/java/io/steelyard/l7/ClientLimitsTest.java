package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.config.CapacityConfig;
import io.steelyard.config.ClientLimits;
import io.steelyard.config.HttpConfig;
import io.steelyard.config.HttpLimits;
import io.steelyard.config.IpPrefix;
import io.steelyard.config.SourcePrefix;
import io.steelyard.net.Transport;
import io.steelyard.wire.WireEnd;
import io.steelyard.wire.WireMessage;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How many connections and requests a virtual service takes, of all clients and of each. */
class ClientLimitsTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";
    private static final byte[] ANNA = {10, 0, 0, 1};
    private static final byte[] BERTA = {10, 0, 0, 2};
    private static final long SECOND = 1_000_000_000L;

    @RegisterExtension
    final ProxyStage stage = new ProxyStage();

    private final AtomicLong now = new AtomicLong();
    private final BusyOrigin origin;

    ClientLimitsTest() throws Exception {
        origin = BusyOrigin.start();
    }

    @BeforeEach
    void oneRealServerThatAnswers() {
        origin.answer();
        stage.serverAt(origin.port());
    }

    @AfterEach
    void endOrigin() throws Exception {
        origin.close();
    }

    private static ClientLimits each(int connections, int connectionRate, int requestRate, int burst) {
        return new ClientLimits(connections, connectionRate, requestRate, burst, SourcePrefix.SINGLE, 1000, List.of());
    }

    private static HttpLimits all(int connections, int connectionRate, int requestRate) {
        return new HttpLimits(32 * 1024, 100, 100, connections, connectionRate, requestRate, 64);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void a_client_with_too_many_connections_is_told_so_and_may_come_again_when_one_is_closed(Transport transport)
            throws Exception {
        stage.transport(transport);
        stage.eventLoops(2);
        stage.capacity(CapacityConfig.DEFAULT.with(each(2, 0, 0, 0)));
        WireEnd first = stage.client();
        assertThat(first.ask(GET).status()).isEqualTo(200);
        assertThat(stage.client().ask(GET).status()).isEqualTo(200);
        WireEnd third = stage.client();

        WireMessage refused = third.ask(GET);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.has("Retry-After")).isTrue();
        assertThat(refused.values("Connection")).containsExactly("close");
        assertThat(third.endsOrderly()).isTrue();
        first.close();
        stage.awaitClients(1);
        assertThat(stage.client().ask(GET).status()).isEqualTo(200);
        assertThat(stage.traffic.ended)
                .extracting(RecordingTraffic.Ended::failure)
                .contains("client-connections");
    }

    @Test
    void a_client_that_asks_too_often_is_told_so_and_keeps_its_connection() throws Exception {
        stage.capacity(CapacityConfig.DEFAULT.with(each(0, 0, 1, 3)));
        WireEnd client = stage.client();
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            WireMessage answer = client.ask(GET);
            statuses.add(answer.status());
            assertThat(answer.has("Retry-After")).isEqualTo(answer.status() == 429);
        }

        assertThat(statuses.subList(0, 3)).containsOnly(200);
        assertThat(statuses).contains(429);
    }

    @Test
    void the_limits_of_each_client_do_not_hold_for_exceptions() throws Exception {
        ClientLimits strict =
                new ClientLimits(1, 1, 1, 1, SourcePrefix.SINGLE, 1000, List.of(new IpPrefix("127.0.0.0", 8)));
        stage.capacity(CapacityConfig.DEFAULT.with(strict));
        for (int i = 0; i < 5; i++) {
            WireEnd client = stage.client();
            assertThat(client.ask(GET).status()).isEqualTo(200);
            assertThat(client.ask(GET).status()).isEqualTo(200);
        }
    }

    @Test
    void more_connections_than_the_virtual_service_holds_are_told_so() throws Exception {
        stage.limits(all(1, 0, 0));
        assertThat(stage.client().ask(GET).status()).isEqualTo(200);
        WireEnd second = stage.client();

        WireMessage refused = second.ask(GET);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.has("Retry-After")).isTrue();
        assertThat(second.endsOrderly()).isTrue();
    }

    @Test
    void only_so_many_are_told_at_once_and_the_others_are_reset() throws Exception {
        stage.limits(all(1, 0, 0));
        assertThat(stage.client().ask(GET).status()).isEqualTo(200);
        for (int i = 0; i < Door.MOST_TURNED_AWAY; i++) {
            stage.client();
        }
        stage.awaitClients(1 + Door.MOST_TURNED_AWAY);

        assertThat(isReset(stage.client())).isTrue();
        await().untilAsserted(() -> assertThat(stage.traffic.refused)
                .containsExactly(new RecordingTraffic.Refused("too-many-connections", 0)));
    }

    private static boolean isReset(WireEnd client) throws Exception {
        try {
            return !client.endsOrderly();
        } catch (SocketException reset) {
            return true;
        }
    }

    @Test
    void limits_hold_for_connections_that_were_there_before_them() throws Exception {
        WireEnd client = stage.client();
        assertThat(client.ask(GET).status()).isEqualTo(200);

        stage.proxy()
                .service()
                .reconfigure(
                        stage.proxy().service().routes(),
                        HttpConfig.DEFAULT.with(CapacityConfig.DEFAULT.with(each(0, 0, 1, 1))),
                        stage.traffic);

        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            statuses.add(client.ask(GET).status());
        }
        assertThat(statuses).contains(200, 429);
    }

    private Door door(HttpLimits limits, ClientLimits clients) {
        HttpConfig config = HttpConfig.DEFAULT.with(limits).with(CapacityConfig.DEFAULT.with(clients));
        return new Door(DoorRules.of(config), now::get);
    }

    @Test
    void each_client_has_a_rate_of_its_own() {
        Door door = door(HttpLimits.DEFAULT, each(0, 0, 10, 2));

        assertThat(asked(door, ANNA, 5)).isEqualTo(2);
        assertThat(asked(door, BERTA, 5)).isEqualTo(2);
        now.addAndGet(SECOND / 10);
        assertThat(asked(door, ANNA, 5)).isEqualTo(1);
        now.addAndGet(SECOND);
        assertThat(asked(door, ANNA, 5)).isEqualTo(2);
    }

    @Test
    void without_a_burst_as_many_come_at_once_as_in_a_second() {
        assertThat(asked(door(HttpLimits.DEFAULT, each(0, 0, 10, 0)), ANNA, 50)).isEqualTo(10);
    }

    @Test
    void all_clients_together_have_a_rate() {
        Door door = door(all(100, 0, 10), ClientLimits.NONE);

        assertThat(asked(door, ANNA, 7)).isEqualTo(7);
        assertThat(asked(door, BERTA, 7)).isEqualTo(3);
        assertThat(door.refusal(new Visit(null), ANNA)).isEqualTo(ProxyFailure.Kind.REQUEST_RATE);
    }

    @Test
    void connections_have_rates_too() {
        Door ofAll = door(all(1000, 5, 0), ClientLimits.NONE);
        for (int i = 0; i < 5; i++) {
            assertThat(ofAll.refusal(i)).isNull();
        }
        assertThat(ofAll.refusal(5)).isEqualTo(ProxyFailure.Kind.CONNECTION_RATE);
        now.addAndGet(SECOND / 5);
        assertThat(ofAll.refusal(6)).isNull();

        Door ofEach = door(HttpLimits.DEFAULT, each(0, 1, 0, 0));
        assertThat(recognised(ofEach, ANNA).refusal).isNull();
        assertThat(recognised(ofEach, ANNA).refusal).isEqualTo(ProxyFailure.Kind.CLIENT_CONNECTION_RATE);
        assertThat(recognised(ofEach, BERTA).refusal).isNull();
    }

    @Test
    void what_is_counted_of_clients_stays_when_their_limits_change() {
        Door door = door(HttpLimits.DEFAULT, each(2, 0, 0, 0));
        Visit first = recognised(door, ANNA);
        recognised(door, ANNA);
        door.follow(DoorRules.of(HttpConfig.DEFAULT.with(CapacityConfig.DEFAULT.with(each(3, 0, 0, 0)))));

        assertThat(recognised(door, ANNA).refusal).isNull();
        assertThat(recognised(door, ANNA).refusal).isEqualTo(ProxyFailure.Kind.CLIENT_CONNECTIONS);
        door.left(first);
        assertThat(recognised(door, ANNA).refusal).isNull();
    }

    private static Visit recognised(Door door, byte[] client) {
        Visit visit = new Visit(null);
        assertThat(door.recognise(visit, client)).isNull();
        return visit;
    }

    private static int asked(Door door, byte[] client, int times) {
        Visit visit = new Visit(null);
        int welcome = 0;
        for (int i = 0; i < times; i++) {
            welcome += door.refusal(visit, client) == null ? 1 : 0;
        }
        return welcome;
    }
}
