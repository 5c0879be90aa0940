package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.wire.WireEnd;
import io.steelyard.wire.WireMessage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that serve more than one request, on either side. */
class KeepAliveTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @RegisterExtension
    final ProxyStage stage = new ProxyStage();

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: a.example\r\n\r\n";
    }

    @Test
    void many_requests_use_one_connection_of_the_client_and_one_of_the_real_server() throws Exception {
        WireEnd client = stage.client();
        client.send(get("/0"));
        WireEnd server = stage.origin().accept();
        for (int i = 0; i < 20; i++) {
            assertThat(server.request().target()).isEqualTo("/" + i);
            server.send(OK);
            assertThat(client.response().body()).isEqualTo("ok");
            client.send(get("/" + (i + 1)));
        }

        assertThat(server.request().target()).isEqualTo("/20");
        assertThat(stage.traffic.serverConnectionsOpened).hasValue(1);
    }

    @Test
    void clients_one_after_another_share_a_connection_to_the_real_server() throws Exception {
        WireEnd first = stage.client();
        first.send(get("/1"));
        WireEnd server = stage.origin().accept();
        server.request();
        server.send(OK);
        first.response();
        WireEnd second = stage.client();
        second.send(get("/2"));

        assertThat(server.request().target()).isEqualTo("/2");
    }

    @Test
    void pipelined_requests_are_answered_in_order() throws Exception {
        WireEnd client = stage.client();
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            all.append(
                    i % 5 == 0 ? "POST /" + i + " HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc" : get("/" + i));
        }
        client.send(all.toString());
        WireEnd server = stage.origin().accept();
        for (int i = 0; i < 50; i++) {
            WireMessage request = server.request();
            String body = request.target() + request.body();
            server.send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        }

        for (int i = 0; i < 50; i++) {
            assertThat(client.response().body()).isEqualTo("/" + i + (i % 5 == 0 ? "abc" : ""));
        }
    }

    @Test
    void a_client_that_says_close_is_answered_and_closed() throws Exception {
        WireEnd client = stage.client();
        client.send("GET / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n");
        WireEnd server = stage.origin().accept();
        server.request();
        server.send(OK);

        WireMessage response = client.response();

        assertThat(response.values("Connection")).containsExactly("close");
        assertThat(client.endsOrderly()).isTrue();
    }

    @Test
    void a_client_s_close_does_not_close_the_connection_to_the_real_server() throws Exception {
        WireEnd client = stage.client();
        client.send("GET / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n");
        WireEnd server = stage.origin().accept();
        server.request();
        server.send(OK);
        client.response();
        stage.client().send(get("/2"));

        assertThat(server.request().target()).isEqualTo("/2");
    }

    @Test
    void an_HTTP_1_0_client_is_closed_after_its_answer() throws Exception {
        WireEnd client = stage.client();
        client.send("GET / HTTP/1.0\r\n\r\n");
        WireEnd server = stage.origin().accept();
        server.request();
        server.send(OK);

        assertThat(client.response().values("Connection")).containsExactly("close");
        assertThat(client.endsOrderly()).isTrue();
    }

    @Test
    void an_HTTP_1_0_client_that_asks_for_it_keeps_its_connection_and_is_told_so() throws Exception {
        WireEnd client = stage.client();
        client.send("GET /1 HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n");
        WireEnd server = stage.origin().accept();
        server.request();
        server.send(OK);
        assertThat(client.response().values("Connection")).containsExactly("keep-alive");
        client.send("GET /2 HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n");

        assertThat(server.request().target()).isEqualTo("/2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok"
            })
    void a_real_server_that_closes_after_its_response_does_not_close_the_client(String response) throws Exception {
        WireEnd client = stage.client();
        client.send(get("/1"));
        WireEnd server = stage.origin().accept();
        server.request();
        server.send(response);
        WireMessage first = client.response();
        assertThat(server.endsOrderly()).isTrue();
        client.send(get("/2"));

        assertThat(first.has("Connection")).isFalse();
        assertThat(stage.origin().accept().request().target()).isEqualTo("/2");
    }

    @Test
    void an_HTTP_1_0_real_server_that_says_keep_alive_is_used_again() throws Exception {
        WireEnd client = stage.client();
        client.send(get("/1"));
        WireEnd server = stage.origin().accept();
        server.request();
        server.send("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok");
        client.response();
        client.send(get("/2"));

        assertThat(server.request().target()).isEqualTo("/2");
    }

    @Test
    void a_connection_to_a_real_server_that_is_idle_for_too_long_is_closed() throws Exception {
        stage.shorten("serverIdle");
        WireEnd client = stage.client();
        client.send(get("/1"));
        WireEnd server = stage.origin().accept();
        server.request();
        server.send(OK);
        client.response();

        assertThat(server.endsOrderly()).isTrue();
    }

    @Test
    void draining_lets_a_request_finish_and_then_closes_its_client() throws Exception {
        WireEnd busy = stage.client();
        busy.send(get("/1"));
        WireEnd server = stage.origin().accept();
        server.request();
        WireEnd idle = stage.client();
        stage.awaitClients(2);
        CompletableFuture<Void> drained = stage.proxy().drain().toCompletableFuture();
        assertThat(idle.endsOrderly()).isTrue();
        assertThat(drained).isNotDone();
        server.send(OK);

        assertThat(busy.response().values("Connection")).containsExactly("close");
        assertThat(busy.endsOrderly()).isTrue();
        drained.get(5, TimeUnit.SECONDS);
    }
}
