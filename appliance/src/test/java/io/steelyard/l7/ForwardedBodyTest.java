package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.wire.WireEnd;
import io.steelyard.wire.WireMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies both ways, with what tells their end, and what comes before and behind them. */
@SuppressWarnings("StringConcatToTextBlock") // the lines of a text block do not end with CR LF
class ForwardedBodyTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";
    private static final String GET_1_0 = "GET / HTTP/1.0\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @RegisterExtension
    final ProxyStage stage = new ProxyStage();

    @Test
    void a_request_s_body_with_a_length_arrives() throws Exception {
        WireEnd client = stage.client();
        client.send("POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 5\r\n\r\nhello");

        WireMessage received = stage.origin().accept().request();

        assertThat(received.body()).isEqualTo("hello");
        assertThat(received.values("Content-Length")).containsExactly("5");
    }

    @Test
    void a_request_s_chunked_body_arrives_with_its_trailers() throws Exception {
        WireEnd client = stage.client();
        client.send("POST / HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n"
                + "5;ext=1\r\nhello\r\n1\r\n!\r\n0\r\nX-Sum: 7\r\n\r\n");

        WireMessage received = stage.origin().accept().request();

        assertThat(received.values("Transfer-Encoding")).containsExactly("chunked");
        assertThat(received.body()).isEqualTo("hello!");
        assertThat(received.trailers()).containsExactly("X-Sum: 7");
    }

    @Test
    void an_HTTP_1_0_client_can_send_a_body() throws Exception {
        WireEnd client = stage.client();
        client.send("POST / HTTP/1.0\r\nContent-Length: 5\r\n\r\nhello");

        assertThat(stage.origin().accept().request().body()).isEqualTo("hello");
    }

    @Test
    void a_response_with_a_length_arrives_and_leaves_the_connection_open() throws Exception {
        WireEnd client = stage.client();
        WireEnd server = serverAsked(client, GET);
        server.send("HTTP/1.1 200 Fine\r\nContent-Length: 5\r\nX-A: b\r\n\r\nhello");

        WireMessage response = client.response();

        assertThat(response.firstLine()).isEqualTo("HTTP/1.1 200 Fine");
        assertThat(response.body()).isEqualTo("hello");
        assertThat(response.fields()).contains("X-A: b");
        assertThat(response.has("Connection")).isFalse();
    }

    @Test
    void a_chunked_response_arrives_in_chunks_with_its_trailers() throws Exception {
        WireEnd client = stage.client();
        WireEnd server = serverAsked(client, GET);
        server.send(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nX-Sum: 5\r\n\r\n");

        WireMessage response = client.response();

        assertThat(response.values("Transfer-Encoding")).containsExactly("chunked");
        assertThat(response.body()).isEqualTo("abcde");
        assertThat(response.trailers()).containsExactly("X-Sum: 5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.0 200 OK\r\n\r\n"})
    void a_response_that_ends_with_its_connection_reaches_an_HTTP_1_1_client_in_chunks(String head) throws Exception {
        WireEnd client = stage.client();
        WireEnd server = serverAsked(client, GET);
        server.send(head + "until the end");
        server.close();

        WireMessage response = client.response();

        assertThat(response.values("Transfer-Encoding")).containsExactly("chunked");
        assertThat(response.body()).isEqualTo("until the end");
    }

    @Test
    void a_response_that_ends_with_its_connection_reaches_an_HTTP_1_0_client_so() throws Exception {
        WireEnd client = stage.client();
        WireEnd server = serverAsked(client, GET_1_0);
        server.send("HTTP/1.1 200 OK\r\n\r\nuntil the end");
        server.close();

        WireMessage response = client.response();

        assertThat(response.has("Transfer-Encoding")).isFalse();
        assertThat(response.body()).isEqualTo("until the end");
        assertThat(response.values("Connection")).containsExactly("close");
    }

    @Test
    void an_HTTP_1_0_client_gets_the_content_of_chunks_and_the_end_of_the_connection() throws Exception {
        WireEnd client = stage.client();
        WireEnd server = serverAsked(client, "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        server.send(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nX-Sum: 5\r\n\r\n");

        WireMessage response = client.response();

        assertThat(response.has("Transfer-Encoding")).isFalse();
        assertThat(response.values("Connection")).containsExactly("close");
        assertThat(response.body()).isEqualTo("abcde");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 5", "Transfer-Encoding: chunked", "X-No-Length: 1"})
    void a_response_to_HEAD_has_no_body_whatever_its_head_announces(String field) throws Exception {
        WireEnd client = stage.client();
        WireEnd server = serverAsked(client, "HEAD / HTTP/1.1\r\nHost: a.example\r\n\r\n");
        server.send("HTTP/1.1 200 OK\r\n" + field + "\r\n\r\n");

        assertThat(client.responseHead().status()).isEqualTo(200);
        client.send(GET);
        assertThat(server.request().method()).isEqualTo("GET");
        server.send(OK);
        assertThat(client.response().body()).isEqualTo("ok");
    }

    @ParameterizedTest
    @CsvSource({"204 No Content, X-A: b", "304 Not Modified, Content-Length: 5", "304 Not Modified, X-A: b"})
    void a_response_that_can_have_no_body_ends_with_its_head(String status, String field) throws Exception {
        WireEnd client = stage.client();
        WireEnd server = serverAsked(client, GET);
        server.send("HTTP/1.1 " + status + "\r\n" + field + "\r\n\r\n");

        assertThat(client.response().firstLine()).isEqualTo("HTTP/1.1 " + status);
        client.send(GET);
        server.request();
        server.send(OK);
        assertThat(client.response().body()).isEqualTo("ok");
    }

    @Test
    void hop_by_hop_fields_of_a_response_stay_out() throws Exception {
        WireEnd client = stage.client();
        WireEnd server = serverAsked(client, GET);
        server.send("HTTP/1.1 200 OK\r\nConnection: keep-alive, x-private\r\nKeep-Alive: timeout=5\r\nX-Private: 1\r\n"
                + "Upgrade: h2c\r\nContent-Length: 0\r\nDate: then\r\nX-Kept: 1\r\n\r\n");

        WireMessage response = client.response();

        assertThat(response.fields()).containsExactly("Content-Length: 0", "Date: then", "X-Kept: 1");
    }

    @Test
    void interim_responses_are_passed_on_to_an_HTTP_1_1_client() throws Exception {
        WireEnd client = stage.client();
        WireEnd server = serverAsked(client, GET);
        server.send("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n" + OK);

        assertThat(client.response().fields()).containsExactly("Link: </a.css>");
        assertThat(client.response().status()).isEqualTo(102);
        assertThat(client.response().body()).isEqualTo("ok");
    }

    @Test
    void interim_responses_are_kept_from_an_HTTP_1_0_client() throws Exception {
        WireEnd client = stage.client();
        WireEnd server = serverAsked(client, GET_1_0);
        server.send("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + OK);

        assertThat(client.response().status()).isEqualTo(200);
    }

    @Test
    void a_client_that_expects_100_continue_sends_its_body_when_the_real_server_says_so() throws Exception {
        WireEnd client = stage.client();
        client.send("POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 5\r\n" + "Expect: 100-continue\r\n\r\n");
        WireEnd server = stage.origin().accept();
        WireMessage head = server.requestHead();
        server.send("HTTP/1.1 100 Continue\r\n\r\n");
        assertThat(client.response().status()).isEqualTo(100);
        client.send("hello");

        assertThat(head.values("Expect")).containsExactly("100-continue");
        assertThat(server.body(head).body()).isEqualTo("hello");
        server.send(OK);
        assertThat(client.response().body()).isEqualTo("ok");
    }

    @Test
    void a_client_that_expects_100_continue_hears_a_refusal_before_it_sends_its_body() throws Exception {
        WireEnd client = stage.client();
        client.send("POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 5\r\n" + "Expect: 100-continue\r\n\r\n");
        WireEnd server = stage.origin().accept();
        server.requestHead();
        server.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n");

        WireMessage response = client.response();

        assertThat(response.status()).isEqualTo(413);
        assertThat(response.values("Connection")).containsExactly("close");
        assertThat(client.endsOrderly()).isTrue();
    }

    private WireEnd serverAsked(WireEnd client, String request) throws Exception {
        client.send(request);
        WireEnd server = stage.origin().accept();
        server.request();
        return server;
    }
}
