package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.steelyard.config.HttpLimits;
import io.steelyard.wire.WireEnd;
import io.steelyard.wire.WireMessage;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that are not passed on: each is answered, its connection closed, counted, and logged by no stack trace. */
@SuppressWarnings("StringConcatToTextBlock") // the lines of a text block do not end with CR LF
class RefusedRequestTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";

    @RegisterExtension
    final ProxyStage stage = new ProxyStage();

    /** What a client sends, and what it gets. */
    record Case(String name, String request, int status, String reason) {
        @Override
        public String toString() {
            return name + " gets " + status;
        }
    }

    static Case[] cases() {
        String host = "Host: a.example\r\n";
        return new Case[] {
            new Case(
                    "an oversized head",
                    "GET / HTTP/1.1\r\n" + host + "X: " + "x".repeat(40_000) + "\r\n\r\n",
                    431,
                    "head-too-large"),
            new Case(
                    "an oversized head that never ends",
                    "GET / HTTP/1.1\r\n" + host + "X: " + "x".repeat(900_000),
                    431,
                    "head-too-large"),
            new Case(
                    "a head of too many fields",
                    "GET / HTTP/1.1\r\n" + host + "X: 1\r\n".repeat(100) + "\r\n",
                    431,
                    "head-too-large"),
            new Case(
                    "a long target",
                    "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\n" + host + "\r\n",
                    414,
                    "bad-request"),
            new Case("garbage", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001", 400, "bad-request"),
            new Case("a request without Host", "GET / HTTP/1.1\r\n\r\n", 400, "bad-request"),
            new Case("a bare LF", "GET / HTTP/1.1\n" + host + "\r\n", 400, "bad-request"),
            new Case(
                    "two lengths",
                    "POST / HTTP/1.1\r\n" + host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                    400,
                    "bad-request"),
            new Case(
                    "a length and chunks",
                    "POST / HTTP/1.1\r\n" + host + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                    400,
                    "bad-request"),
            new Case(
                    "an unknown transfer coding",
                    "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                    501,
                    "bad-request"),
            new Case("HTTP/2's preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "bad-request"),
            new Case(
                    "an unknown expectation",
                    "GET / HTTP/1.1\r\n" + host + "Expect: money\r\n\r\n",
                    417,
                    "bad-request"),
            new Case("CONNECT", "CONNECT a.example:443 HTTP/1.1\r\n" + host + "\r\n", 405, "bad-request")
        };
    }

    @ParameterizedTest
    @MethodSource("cases")
    void what_is_refused_is_answered_counted_and_closed(Case refused) throws Exception {
        WireEnd client = stage.client();
        client.send(refused.request());

        WireMessage response = client.response();

        assertThat(response.status()).isEqualTo(refused.status());
        assertThat(response.values("Connection")).containsExactly("close");
        assertThat(client.endsOrderly()).isTrue();
        await().untilAsserted(() -> assertThat(stage.traffic.refused)
                .containsExactly(new RecordingTraffic.Refused(refused.reason(), refused.status())));
        await().untilAsserted(() -> assertThat(stage.traffic.ended).hasSize(1));
        assertThat(stage.traffic.serverConnectionsOpened).hasValue(0);
    }

    @Test
    void a_chunked_body_that_breaks_the_rules_is_refused_with_400_and_ends_its_connections() throws Exception {
        WireEnd client = stage.client();
        client.send("POST / HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
        WireEnd server = stage.origin().accept();

        assertThat(client.response().status()).isEqualTo(400);
        assertThat(client.endsOrderly()).isTrue();
        assertThatThrownBy(server::request).isInstanceOf(IOException.class);
        await().untilAsserted(() ->
                assertThat(stage.traffic.refused).containsExactly(new RecordingTraffic.Refused("bad-body", 400)));
    }

    @Test
    void a_head_that_does_not_come_in_time_gets_408() throws Exception {
        stage.shorten("head");
        WireEnd client = stage.client();
        client.send("GET / HTTP/1.1\r\nHost:");

        assertThat(client.response().status()).isEqualTo(408);
        assertThat(client.endsOrderly()).isTrue();
        await().untilAsserted(() ->
                assertThat(stage.traffic.refused).containsExactly(new RecordingTraffic.Refused("head-timeout", 408)));
    }

    @Test
    void a_client_that_says_nothing_is_closed_without_a_word() throws Exception {
        stage.shorten("head");
        WireEnd client = stage.client();

        assertThat(client.endsOrderly()).isTrue();
        assertThat(stage.traffic.ended).isEmpty();
    }

    @Test
    void a_body_that_stands_still_gets_408_and_frees_the_real_server() throws Exception {
        stage.shorten("body");
        WireEnd client = stage.client();
        client.send("POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 10\r\n\r\nabc");
        WireEnd server = stage.origin().accept();
        server.requestHead();

        assertThat(client.response().status()).isEqualTo(408);
        assertThat(client.endsOrderly()).isTrue();
        assertThat(server.text(3)).isEqualTo("abc");
        assertThat(server.endsOrderly()).isFalse();
        await().untilAsserted(() ->
                assertThat(stage.traffic.refused).containsExactly(new RecordingTraffic.Refused("body-timeout", 408)));
    }

    /** Each byte is sent when the one before has arrived: it never stands still, and never comes near the least rate. */
    @Test
    void a_body_that_comes_too_slowly_gets_408_although_it_never_stands_still() throws Exception {
        stage.shorten("body");
        stage.limits(new HttpLimits(32 * 1024, 100, 100_000_000, 100, 64));
        WireEnd client = stage.client();
        client.send("POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 200000\r\n\r\n");
        WireEnd server = stage.origin().accept();
        server.requestHead();

        int arrived = drip(client, server);

        assertThat(arrived).isPositive().isLessThan(200_000);
        assertThat(client.response().status()).isEqualTo(408);
        await().untilAsserted(() ->
                assertThat(stage.traffic.refused).containsExactly(new RecordingTraffic.Refused("body-timeout", 408)));
    }

    /** How many bytes arrived, one by one, before no more did. */
    private static int drip(WireEnd client, WireEnd server) {
        int arrived = 0;
        try {
            while (arrived < 200_000) {
                client.send("x");
                if (server.stream().read() < 0) {
                    return arrived;
                }
                arrived++;
            }
        } catch (IOException ended) {
            return arrived;
        }
        return arrived;
    }

    @Test
    void a_connection_idle_for_too_long_is_closed_without_a_word() throws Exception {
        stage.shorten("idle");
        WireEnd client = stage.client();
        client.send(GET);
        WireEnd server = stage.origin().accept();
        server.request();
        server.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        assertThat(client.response().body()).isEqualTo("ok");

        assertThat(client.endsOrderly()).isTrue();
        assertThat(stage.traffic.refused).isEmpty();
    }

    @Test
    void what_stands_behind_a_refused_request_is_not_read() throws Exception {
        WireEnd client = stage.client();
        client.send("GET / HTTP/1.1\r\nHost: a b\r\n\r\n" + GET);

        assertThat(client.response().status()).isEqualTo(400);
        assertThat(client.endsOrderly()).isTrue();
        await().untilAsserted(() -> assertThat(stage.traffic.ended).hasSize(1));
    }

    @Test
    void more_clients_than_allowed_are_turned_away_and_counted() throws Exception {
        stage.limits(new HttpLimits(32 * 1024, 100, 100, 1, 64));
        WireEnd first = stage.client();
        stage.awaitClients(1);
        WireEnd second = stage.client();

        assertThat(second.ask(GET).status()).isEqualTo(503);
        assertThat(second.endsOrderly()).isTrue();
        await().untilAsserted(() -> assertThat(stage.traffic.ended)
                .extracting(RecordingTraffic.Ended::failure)
                .containsExactly("too-many-connections"));
        first.close();
        stage.awaitClients(0);
    }

    @Test
    void a_client_that_goes_away_is_not_one_that_was_refused() throws Exception {
        WireEnd client = stage.client();
        client.send(GET);
        stage.origin().accept().request();
        client.reset();
        stage.awaitClients(0);

        assertThat(stage.traffic.refused).isEmpty();
    }
}
