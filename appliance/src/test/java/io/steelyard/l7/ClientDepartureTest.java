package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.wire.WireEnd;
import io.steelyard.wire.WireMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that end their side, go away, or are answered before they are done. */
@SuppressWarnings("StringConcatToTextBlock") // the lines of a text block do not end with CR LF
class ClientDepartureTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @RegisterExtension
    final ProxyStage stage = new ProxyStage();

    @Test
    void a_client_that_ended_its_direction_is_still_answered() throws Exception {
        WireEnd client = stage.client();
        client.send(GET);
        client.finishSending();
        WireEnd server = stage.origin().accept();
        server.request();
        server.send(OK);

        assertThat(client.response().body()).isEqualTo("ok");
        assertThat(client.endsOrderly()).isTrue();
    }

    @Test
    void a_client_that_ended_its_direction_gets_every_pipelined_answer() throws Exception {
        WireEnd client = stage.client();
        client.send(GET.repeat(3));
        client.finishSending();
        WireEnd server = stage.origin().accept();
        for (int i = 0; i < 3; i++) {
            server.request();
            server.send(OK);
        }

        for (int i = 0; i < 3; i++) {
            assertThat(client.response().body()).isEqualTo("ok");
        }
        assertThat(client.endsOrderly()).isTrue();
    }

    @Test
    void a_client_that_aborts_frees_the_real_server_at_once() throws Exception {
        WireEnd client = stage.client();
        client.send(GET);
        WireEnd server = stage.origin().accept();
        server.request();
        client.reset();

        assertThat(server.endsOrderly()).isFalse();
        stage.awaitExchanges(0);
        await().untilAsserted(() -> assertThat(stage.traffic.ended)
                .containsExactly(new RecordingTraffic.Ended(
                        0, "127.0.0.1:" + stage.origin().port(), "client-gone")));
    }

    @Test
    void a_client_that_aborts_in_the_middle_of_its_response_frees_the_real_server_at_once() throws Exception {
        WireEnd client = stage.client();
        client.send(GET);
        WireEnd server = stage.origin().accept();
        server.request();
        server.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
        assertThat(client.responseHead().status()).isEqualTo(200);
        client.reset();

        assertThat(server.endsOrderly()).isFalse();
        stage.awaitExchanges(0);
    }

    @Test
    void a_client_that_goes_away_in_the_middle_of_its_body_ends_the_request() throws Exception {
        WireEnd client = stage.client();
        client.send("POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 10\r\n\r\nabc");
        WireEnd server = stage.origin().accept();
        server.requestHead();
        client.close();

        assertThat(server.text(3)).isEqualTo("abc");
        assertThat(server.endsOrderly()).isFalse();
    }

    @Test
    void a_response_that_comes_before_the_request_is_whole_is_passed_on_and_ends_the_connection() throws Exception {
        WireEnd client = stage.client();
        client.send("POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 1000\r\n\r\nabc");
        WireEnd server = stage.origin().accept();
        server.requestHead();
        server.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nbig");

        WireMessage response = client.response();

        assertThat(response.status()).isEqualTo(413);
        assertThat(response.body()).isEqualTo("big");
        assertThat(response.values("Connection")).containsExactly("close");
        assertThat(client.endsOrderly()).isTrue();
    }

    @Test
    void a_client_may_go_on_sending_its_body_without_losing_the_early_response() throws Exception {
        WireEnd client = stage.client();
        client.send("POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 500000\r\n\r\n");
        WireEnd server = stage.origin().accept();
        server.requestHead();
        server.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nbig");
        await().untilAsserted(() -> assertThat(stage.traffic.ended).hasSize(1));
        client.send("x".repeat(500_000));

        assertThat(client.response().body()).isEqualTo("big");
    }

    @Test
    void a_response_and_a_request_can_be_under_way_at_once() throws Exception {
        WireEnd client = stage.client();
        client.send("POST / HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n");
        WireEnd server = stage.origin().accept();
        WireMessage head = server.requestHead();
        server.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n");
        assertThat(client.responseHead().status()).isEqualTo(200);
        client.send("3\r\nabc\r\n0\r\n\r\n");
        assertThat(server.body(head).body()).isEqualTo("abc");
        server.send("2\r\ncd\r\n0\r\n\r\n");

        assertThat(client.rest()).isEqualTo("2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n");
    }
}
