package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.steelyard.wire.ScriptedOrigin;
import io.steelyard.wire.WireEnd;
import io.steelyard.wire.WireMessage;
import java.io.EOFException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client gets when a real server does not do its part. */
@SuppressWarnings("StringConcatToTextBlock") // the lines of a text block do not end with CR LF
class ServerFailureTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";
    private static final String GET_1_0 = "GET / HTTP/1.0\r\n\r\n";
    private static final String POST = "POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 2\r\n\r\nhi";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @RegisterExtension
    final ProxyStage stage = new ProxyStage();

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 10", "Transfer-Encoding: chunked"})
    void a_response_cut_in_the_middle_never_looks_complete(String length) throws Exception {
        WireEnd client = stage.client();
        WireEnd server = serverAsked(client, GET);
        server.send("HTTP/1.1 200 OK\r\n" + length + "\r\n\r\n3\r\nabc\r\n");
        server.close();

        assertThatThrownBy(client::response).isInstanceOf(EOFException.class);
        await().untilAsserted(() -> assertThat(stage.traffic.ended)
                .extracting(RecordingTraffic.Ended::failure)
                .containsExactly("response-cut"));
    }

    @Test
    void a_response_until_close_that_is_reset_never_looks_complete_to_an_HTTP_1_1_client() throws Exception {
        WireEnd client = stage.client();
        WireEnd server = serverAsked(client, GET);
        server.send("HTTP/1.1 200 OK\r\n\r\nhalf");
        assertThat(client.responseHead().values("Transfer-Encoding")).containsExactly("chunked");
        server.reset();

        assertThat(client.rest()).isEqualTo("4\r\nhalf\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\nhalf", "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"})
    void an_HTTP_1_0_client_sees_a_reset_where_a_cut_response_would_look_complete(String rest) throws Exception {
        WireEnd client = stage.client();
        WireEnd server = serverAsked(client, GET_1_0);
        server.send("HTTP/1.1 200 OK\r\n" + rest);
        assertThat(client.responseHead().status()).isEqualTo(200);
        assertThat(client.text(4)).isEqualTo("half");
        server.reset();

        assertThatThrownBy(client::rest).isInstanceOf(SocketException.class);
    }

    @Test
    void an_HTTP_1_0_client_still_sending_its_body_sees_a_reset_too() throws Exception {
        WireEnd client = stage.client();
        client.send("POST / HTTP/1.0\r\nContent-Length: 9\r\n\r\nhi");
        WireEnd server = stage.origin().accept();
        server.requestHead();
        server.send("HTTP/1.1 200 OK\r\n\r\nhalf");
        assertThat(client.responseHead().status()).isEqualTo(200);
        assertThat(client.text(4)).isEqualTo("half");
        server.reset();

        assertThatThrownBy(client::rest).isInstanceOf(SocketException.class);
    }

    @Test
    void bytes_behind_a_response_never_reach_a_client_and_end_their_connection() throws Exception {
        WireEnd client = stage.client();
        WireEnd server = serverAsked(client, GET);
        server.send(OK + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
        assertThat(client.response().body()).isEqualTo("ok");
        client.send(GET);
        WireEnd fresh = stage.origin().accept();
        fresh.request();
        fresh.send(OK);

        assertThat(client.response().body()).isEqualTo("ok");
    }

    @Test
    void a_body_sent_in_answer_to_HEAD_never_reaches_a_client_and_ends_its_connection() throws Exception {
        WireEnd client = stage.client();
        WireEnd server = serverAsked(client, "HEAD / HTTP/1.1\r\nHost: a.example\r\n\r\n");
        server.send(OK);
        assertThat(client.responseHead().values("Content-Length")).containsExactly("2");
        client.send(GET);
        WireEnd fresh = stage.origin().accept();
        fresh.request();
        fresh.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfresh");

        assertThat(client.response().body()).isEqualTo("fresh");
    }

    @Test
    void bytes_that_nobody_asked_for_end_an_idle_connection() throws Exception {
        WireEnd client = stage.client();
        WireEnd server = serverAsked(client, GET);
        server.send(OK);
        client.response();
        server.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
        await().untilAsserted(() -> assertThat(stage.traffic.serverConnections).hasValue(0));
        client.send(GET);
        WireEnd fresh = stage.origin().accept();
        fresh.request();
        fresh.send(OK);

        assertThat(client.response().body()).isEqualTo("ok");
    }

    @Test
    void a_connection_that_was_closed_while_idle_is_not_used_again() throws Exception {
        WireEnd client = stage.client();
        WireEnd server = serverAsked(client, GET);
        server.send(OK);
        client.response();
        server.close();
        await().untilAsserted(() -> assertThat(stage.traffic.serverConnections).hasValue(0));
        client.send(POST);
        WireEnd fresh = stage.origin().accept();
        fresh.request();
        fresh.send(OK);

        assertThat(client.response().body()).isEqualTo("ok");
        assertThat(stage.traffic.repeated).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_GET_on_a_kept_alive_connection_that_turns_out_closed_is_repeated_on_a_fresh_one(boolean reset)
            throws Exception {
        WireEnd client = stage.client();
        WireEnd server = keptAlive(client);
        client.send(GET);
        server.requestHead();
        end(server, reset);
        WireEnd fresh = stage.origin().accept();
        assertThat(fresh.request().method()).isEqualTo("GET");
        fresh.send(OK);

        assertThat(client.response().body()).isEqualTo("ok");
        assertThat(stage.traffic.repeated).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_POST_on_a_kept_alive_connection_that_turns_out_closed_is_not_repeated(boolean reset) throws Exception {
        WireEnd client = stage.client();
        WireEnd server = keptAlive(client);
        client.send(POST);
        server.request();
        end(server, reset);

        assertThat(client.response().status()).isEqualTo(502);
        assertThat(stage.traffic.repeated).hasValue(0);
        assertThat(stage.traffic.serverConnectionsOpened).hasValue(1);
    }

    @Test
    void a_POST_without_a_body_is_not_repeated_either() throws Exception {
        WireEnd client = stage.client();
        WireEnd server = keptAlive(client);
        client.send("POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 0\r\n\r\n");
        server.request();
        server.close();

        assertThat(client.response().status()).isEqualTo(502);
        assertThat(stage.traffic.serverConnectionsOpened).hasValue(1);
    }

    @Test
    void a_request_that_was_repeated_is_not_sent_a_third_time() throws Exception {
        stage.origin();
        ScriptedOrigin other = stage.anotherOrigin();
        WireEnd client = stage.client();
        WireEnd server = keptAlive(client);
        client.send(GET); // its turn is the other one's
        WireEnd unused = other.accept();
        unused.request();
        unused.send(OK);
        client.response();
        client.send(GET);
        server.request();
        server.close();
        WireEnd fresh = stage.origin().accept();
        fresh.request();
        fresh.close();

        assertThat(client.response().status()).isEqualTo(502);
    }

    @Test
    void a_GET_is_not_repeated_once_a_byte_of_the_response_came() throws Exception {
        WireEnd client = stage.client();
        WireEnd server = keptAlive(client);
        client.send(GET);
        server.request();
        server.send("HTTP/1.1 200");
        server.close();

        assertThat(client.response().status()).isEqualTo(502);
        assertThat(stage.traffic.repeated).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {GET, POST})
    void a_request_goes_to_the_next_real_server_when_one_refuses_the_connection(String request) throws Exception {
        stage.serverAt(ScriptedOrigin.unusedPort());
        ScriptedOrigin second = stage.anotherOrigin();
        WireEnd client = stage.client();
        client.send(request);
        WireEnd server = second.accept();
        server.request();
        server.send(OK);

        assertThat(client.response().body()).isEqualTo("ok");
        await().untilAsserted(() -> assertThat(stage.traffic.ended)
                .containsExactly(new RecordingTraffic.Ended(200, "127.0.0.1:" + second.port(), null)));
    }

    @Test
    void a_request_goes_to_the_next_real_server_when_the_network_knows_no_way_to_one() throws Exception {
        stage.server(new InetSocketAddress("255.255.255.255", 80)); // refused by the system at once
        ScriptedOrigin second = stage.anotherOrigin();
        WireEnd client = stage.client();
        client.send(GET);
        WireEnd server = second.accept();
        server.request();
        server.send(OK);

        assertThat(client.response().body()).isEqualTo("ok");
    }

    @Test
    void a_request_gets_502_when_every_real_server_refuses_the_connection() throws Exception {
        stage.serverAt(ScriptedOrigin.unusedPort());
        WireEnd client = stage.client();

        WireMessage response = client.ask(GET);

        assertThat(response.status()).isEqualTo(502);
        await().untilAsserted(() -> assertThat(stage.traffic.ended)
                .extracting(RecordingTraffic.Ended::failure)
                .containsExactly("connect-refused"));
    }

    @Test
    void a_request_gets_504_when_the_connection_does_not_come_about_in_time() throws Exception {
        stage.shorten("connect");
        ScriptedOrigin full = stage.join(ScriptedOrigin.withBacklog(1));
        try (WireEnd first = WireEnd.to(full.port());
                WireEnd second = WireEnd.to(full.port())) { // the kernel takes one more than it is told
            WireMessage response = stage.client().ask(GET);

            assertThat(response.status()).isEqualTo(504);
            assertThat(first).isNotSameAs(second);
        }
    }

    @Test
    void a_request_gets_504_when_no_response_comes_in_time_and_the_connection_is_ended() throws Exception {
        stage.shorten("response");
        WireEnd client = stage.client();
        WireEnd server = serverAsked(client, GET);

        assertThat(client.response().status()).isEqualTo(504);
        assertThat(server.endsOrderly()).isFalse();
        await().untilAsserted(() -> assertThat(stage.traffic.ended)
                .extracting(RecordingTraffic.Ended::failure)
                .containsExactly("response-timeout"));
    }

    @Test
    void a_response_that_stands_still_in_its_middle_is_cut() throws Exception {
        stage.shorten("response");
        WireEnd client = stage.client();
        WireEnd server = serverAsked(client, GET);
        server.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");

        assertThatThrownBy(client::response).isInstanceOf(EOFException.class);
    }

    @Test
    void a_client_slow_with_its_body_is_no_fault_of_the_real_server() throws Exception {
        stage.shorten("response");
        WireEnd slow = stage.client();
        slow.send("POST /slow HTTP/1.1\r\nHost: a.example\r\nContent-Length: 4\r\n\r\nha");
        WireEnd server = stage.origin().accept();
        WireMessage head = server.requestHead();
        WireEnd clock = stage.client();
        clock.send(GET);
        stage.origin().accept().request();
        assertThat(clock.response().status()).isEqualTo(504); // the response's time is over twice by now
        assertThat(clock.ask("GET /2 HTTP/1.1\r\nHost: a.example\r\n\r\n").status())
                .isEqualTo(504);
        slow.send("lf");

        assertThat(server.body(head).body()).isEqualTo("half");
        server.send(OK);
        assertThat(slow.response().body()).isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"
            })
    void a_request_gets_502_when_the_response_breaks_the_rules(String response) throws Exception {
        WireEnd client = stage.client();
        WireEnd server = serverAsked(client, GET);
        server.send(response);

        assertThat(client.response().status()).isEqualTo(502);
        assertThat(server.endsOrderly()).isFalse();
    }

    @Test
    void a_chunked_response_that_breaks_the_rules_in_its_middle_is_cut() throws Exception {
        WireEnd client = stage.client();
        WireEnd server = serverAsked(client, GET);
        server.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n");

        assertThatThrownBy(client::response).isInstanceOf(EOFException.class);
    }

    @Test
    void interim_responses_without_end_are_ended_with_502() throws Exception {
        WireEnd client = stage.client();
        WireEnd server = serverAsked(client, GET_1_0);
        server.send("HTTP/1.1 102 Processing\r\n\r\n".repeat(1000));

        assertThat(client.response().status()).isEqualTo(502);
    }

    @Test
    void a_response_s_head_that_is_too_large_is_a_502() throws Exception {
        WireEnd client = stage.client();
        WireEnd server = serverAsked(client, GET);
        server.send("HTTP/1.1 200 OK\r\nX-Long: " + "x".repeat(64 * 1024));

        assertThat(client.response().status()).isEqualTo(502);
    }

    @Test
    void a_client_is_told_to_try_again_when_no_real_server_is_up() throws Exception {
        stage.noServers();
        WireEnd client = stage.client();

        WireMessage response = client.ask(GET);

        assertThat(response.status()).isEqualTo(503);
        assertThat(response.values("Retry-After").get(0)).matches("[1-9][0-9]*");
        assertThat(response.body()).contains("No server takes requests for this site at the moment");
    }

    @Test
    void a_client_keeps_its_connection_when_a_real_server_fails_its_request() throws Exception {
        WireEnd client = stage.client();
        WireEnd server = keptAlive(client);
        client.send(POST);
        server.request();
        server.close();
        assertThat(client.response().status()).isEqualTo(502);
        client.send(GET);
        WireEnd fresh = stage.origin().accept();
        fresh.request();
        fresh.send(OK);

        assertThat(client.response().body()).isEqualTo("ok");
    }

    @Test
    void the_appliance_s_own_answer_tells_an_HTTP_1_0_client_that_its_connection_ends() throws Exception {
        stage.noServers();
        WireEnd client = stage.client();

        WireMessage response = client.ask("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");

        assertThat(response.values("Connection")).containsExactly("close");
        assertThat(client.endsOrderly()).isTrue();
    }

    @Test
    void the_appliance_s_own_answer_to_HEAD_has_no_body() throws Exception {
        stage.noServers();
        WireEnd client = stage.client();
        client.send("HEAD / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n");

        assertThat(client.responseHead().status()).isEqualTo(503);
        assertThat(client.endsOrderly()).isTrue();
    }

    private static void end(WireEnd server, boolean reset) throws Exception {
        if (reset) {
            server.reset();
        } else {
            server.close();
        }
    }

    private WireEnd serverAsked(WireEnd client, String request) throws Exception {
        client.send(request);
        WireEnd server = stage.origin().accept();
        server.request();
        return server;
    }

    /** A connection to the real server that has served one request and waits for the next. */
    private WireEnd keptAlive(WireEnd client) throws Exception {
        WireEnd server = serverAsked(client, GET);
        server.send(OK);
        client.response();
        return server;
    }
}
