package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.config.CapacityConfig;
import io.steelyard.config.QueueConfig;
import io.steelyard.net.Transport;
import io.steelyard.pool.AgentLine;
import io.steelyard.pool.AgentWord;
import io.steelyard.wire.WireEnd;
import io.steelyard.wire.WireMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that wait because every real server has what it can take. */
@SuppressWarnings("StringConcatToTextBlock") // the lines of a text block do not end with CR LF
class QueueTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";

    @RegisterExtension
    final ProxyStage stage = new ProxyStage();

    private final List<BusyOrigin> origins = new ArrayList<>();

    @BeforeEach
    void oneRealServer() throws Exception {
        anotherOrigin();
    }

    @AfterEach
    void endOrigins() throws Exception {
        for (BusyOrigin each : origins) {
            each.close();
        }
    }

    private BusyOrigin anotherOrigin() throws Exception {
        BusyOrigin busy = BusyOrigin.start();
        origins.add(busy);
        stage.serverAt(busy.port());
        return busy;
    }

    private BusyOrigin origin() {
        return origins.get(0);
    }

    private void queue(int size, Duration timeout) {
        stage.capacity(CapacityConfig.DEFAULT.with(new QueueConfig(size, timeout, true)));
    }

    private void awaitWaiting(int count) throws Exception {
        HttpVirtualService service = stage.proxy().service();
        await().untilAsserted(() -> assertThat(service.waiting()).isEqualTo(count));
    }

    /** Clients that have each asked for something. */
    private List<WireEnd> askers(int count) throws Exception {
        List<WireEnd> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            WireEnd client = stage.client();
            client.send(GET);
            clients.add(client);
        }
        return clients;
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void sixty_four_clients_are_all_served_by_a_real_server_that_takes_four_at_once(Transport transport)
            throws Exception {
        stage.transport(transport);
        stage.eventLoops(2);
        stage.serversTake(4, 0);
        queue(1024, Duration.ofMinutes(1));
        List<WireEnd> clients = askers(64);
        awaitWaiting(60);
        await().untilAsserted(() -> assertThat(origin().present()).isEqualTo(4));

        origin().answer();

        for (int round = 0; round < 20; round++) {
            for (WireEnd client : clients) {
                assertThat(client.response().body()).isEqualTo("ok");
                client.send(GET);
            }
        }
        for (WireEnd client : clients) {
            assertThat(client.response().body()).isEqualTo("ok");
        }
        assertThat(origin().mostAtOnce()).isEqualTo(4);
        assertThat(origin().requests()).isEqualTo(64 * 21);
        awaitWaiting(0);
        assertThat(stage.traffic.waited).hasSizeGreaterThanOrEqualTo(60);
    }

    @Test
    void who_came_first_is_served_first() throws Exception {
        stage.serversTake(1, 0);
        WireEnd first = askers(1).get(0);
        stage.awaitExchanges(1);
        List<WireEnd> later = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            WireEnd client = stage.client();
            client.send("GET /" + i + " HTTP/1.1\r\nHost: a.example\r\n\r\n");
            later.add(client);
            awaitWaiting(i);
        }

        origin().answer();

        assertThat(first.response().status()).isEqualTo(200);
        for (WireEnd client : later) {
            assertThat(client.response().status()).isEqualTo(200);
        }
        assertThat(origin().targets()).containsExactly("/", "/1", "/2", "/3");
    }

    @Test
    void a_request_for_which_there_is_no_room_to_wait_gets_503_at_once() throws Exception {
        stage.serversTake(1, 0);
        queue(2, Duration.ofMinutes(1));
        List<WireEnd> clients = askers(3);
        awaitWaiting(2);

        WireMessage refused = stage.client().ask(GET);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.has("Retry-After")).isTrue();
        assertThat(refused.body()).contains("too many requests wait");
        origin().answer();
        for (WireEnd client : clients) {
            assertThat(client.response().status()).isEqualTo(200);
        }
        assertThat(stage.traffic.ended)
                .extracting(RecordingTraffic.Ended::failure)
                .contains("queue-full");
    }

    @Test
    void with_a_queue_of_no_size_nobody_waits() throws Exception {
        stage.serversTake(1, 0);
        queue(0, Duration.ofMinutes(1));
        WireEnd first = askers(1).get(0);
        stage.awaitExchanges(1);

        assertThat(stage.client().ask(GET).status()).isEqualTo(503);
        origin().answer();
        assertThat(first.response().status()).isEqualTo(200);
    }

    @Test
    void a_request_that_waits_for_too_long_gets_503_and_its_client_may_ask_again() throws Exception {
        stage.serversTake(1, 0);
        queue(10, Duration.ofMillis(50));
        WireEnd first = askers(1).get(0);
        stage.awaitExchanges(1);
        WireEnd late = stage.client();

        WireMessage refused = late.ask(GET);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.has("Retry-After")).isTrue();
        assertThat(refused.has("Connection")).isFalse();
        origin().answer();
        assertThat(first.response().status()).isEqualTo(200);
        assertThat(late.ask(GET).status()).isEqualTo(200);
        assertThat(stage.traffic.ended)
                .extracting(RecordingTraffic.Ended::failure)
                .contains("queue-timeout");
    }

    @Test
    void a_client_that_goes_while_it_waits_leaves_its_place_to_others() throws Exception {
        stage.serversTake(1, 0);
        queue(1, Duration.ofMinutes(1));
        WireEnd first = askers(1).get(0);
        stage.awaitExchanges(1);
        WireEnd closing = askers(1).get(0);
        awaitWaiting(1);
        closing.close();
        awaitWaiting(0);
        WireEnd resetting = askers(1).get(0);
        awaitWaiting(1);
        resetting.reset();
        awaitWaiting(0);
        WireEnd last = askers(1).get(0);
        awaitWaiting(1);

        origin().answer();

        assertThat(first.response().status()).isEqualTo(200);
        assertThat(last.response().status()).isEqualTo(200);
        assertThat(origin().requests()).isEqualTo(2);
    }

    @Test
    void a_client_that_only_ended_its_sending_waits_on_where_that_is_wanted() throws Exception {
        stage.serversTake(1, 0);
        stage.capacity(CapacityConfig.DEFAULT.with(new QueueConfig(10, Duration.ofMinutes(1), false)));
        WireEnd first = askers(1).get(0);
        stage.awaitExchanges(1);
        WireEnd half = askers(1).get(0);
        awaitWaiting(1);
        half.finishSending();

        origin().answer();

        assertThat(first.response().status()).isEqualTo(200);
        assertThat(half.response().status()).isEqualTo(200);
    }

    @Test
    void the_body_of_a_request_that_waits_comes_whole_and_once() throws Exception {
        stage.serversTake(1, 0);
        WireEnd first = askers(1).get(0);
        stage.awaitExchanges(1);
        WireEnd client = stage.client();
        client.send("POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 40000\r\n\r\n" + "x".repeat(10_000));
        awaitWaiting(1);
        client.send("x".repeat(30_000));

        origin().answer();

        assertThat(first.response().status()).isEqualTo(200);
        assertThat(client.response().status()).isEqualTo(200);
    }

    @Test
    void a_raised_limit_lets_those_who_wait_begin() throws Exception {
        stage.serversTake(8, 0);
        stage.eventLoops(2);
        stage.proxy();
        says("maxconn:1");
        List<WireEnd> clients = askers(6);
        awaitWaiting(5);

        says("maxconn:4");
        awaitWaiting(2);
        says("maxconn:0");
        awaitWaiting(0);

        await().untilAsserted(() -> assertThat(origin().present()).isEqualTo(6));
        origin().answer();
        for (WireEnd client : clients) {
            assertThat(client.response().status()).isEqualTo(200);
        }
    }

    @Test
    void a_lowered_limit_takes_nothing_from_those_who_have_begun() throws Exception {
        stage.serversTake(4, 0);
        stage.proxy();
        List<WireEnd> clients = askers(4);
        stage.awaitExchanges(4);
        says("maxconn:1");
        clients.addAll(askers(2));
        awaitWaiting(2);

        origin().answer();

        for (WireEnd client : clients) {
            assertThat(client.response().status()).isEqualTo(200);
        }
    }

    private void says(String line) throws Exception {
        String name = stage.proxy().pool().roster().servers().get(0).server().name();
        stage.proxy().pool().agentSays(name, AgentWord.NONE.after(AgentLine.parse(line)));
    }

    @Test
    void those_who_wait_do_not_go_to_a_real_server_that_drains_and_all_others_serve_them() throws Exception {
        BusyOrigin other = anotherOrigin();
        stage.serversTake(1, 0);
        List<WireEnd> clients = askers(4);
        awaitWaiting(2);
        await().untilAsserted(
                        () -> assertThat(origin().present() + other.present()).isEqualTo(2));

        stage.proxy()
                .pool()
                .drain(stage.proxy().pool().roster().servers().get(0).server().name());
        origin().answer();
        other.answer();

        for (WireEnd client : clients) {
            assertThat(client.response().status()).isEqualTo(200);
        }
        assertThat(origin().requests()).isEqualTo(1);
        assertThat(other.requests()).isEqualTo(3);
    }

    @Test
    void those_who_wait_are_told_when_no_real_server_is_left() throws Exception {
        stage.serversTake(1, 0);
        List<WireEnd> clients = askers(3);
        awaitWaiting(2);

        stage.proxy()
                .pool()
                .drain(stage.proxy().pool().roster().servers().get(0).server().name());
        origin().answer();

        List<Integer> statuses = new ArrayList<>();
        for (WireEnd client : clients) {
            statuses.add(client.response().status());
        }
        assertThat(statuses).containsExactlyInAnyOrder(200, 503, 503);
    }

    @Test
    void requests_above_a_real_servers_rate_wait_for_their_turn() throws Exception {
        stage.serversTake(0, 100);
        stage.eventLoops(2);
        origin().answer();

        for (WireEnd client : askers(30)) {
            assertThat(client.response().status()).isEqualTo(200);
        }
        assertThat(stage.traffic.waited).isNotEmpty();
    }

    @Test
    void a_full_real_server_is_passed_over_while_another_has_room() throws Exception {
        BusyOrigin other = anotherOrigin();
        stage.serversTake(2, 0);

        List<WireEnd> clients = askers(4);

        await().untilAsserted(() -> assertThat(origin().present()).isEqualTo(2));
        await().untilAsserted(() -> assertThat(other.present()).isEqualTo(2));
        origin().answer();
        other.answer();
        for (WireEnd client : clients) {
            assertThat(client.response().status()).isEqualTo(200);
        }
    }
}
