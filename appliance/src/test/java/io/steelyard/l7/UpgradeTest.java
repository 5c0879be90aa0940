package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.wire.WireEnd;
import io.steelyard.wire.WireMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests for another protocol reach the real server, and which of its answers count (RFC 9110 section 7.8). */
@SuppressWarnings("StringConcatToTextBlock") // the lines of a text block do not end with CR LF
class UpgradeTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @RegisterExtension
    final ProxyStage stage = new ProxyStage();

    private WireMessage forwarded(String request) throws Exception {
        WireEnd client = stage.client();
        client.send(request);
        WireEnd server = stage.origin().accept();
        WireMessage received = server.request();
        server.send(OK);
        assertThat(client.response().status()).isEqualTo(200);
        return received;
    }

    private static String get(String fields) {
        return "GET / HTTP/1.1\r\nHost: a.example\r\n" + fields + "\r\n\r\n";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Upgrade    | websocket             | websocket",
                "upgrade    | WebSocket             | websocket",
                "te,Upgrade | websocket             | websocket",
                "Upgrade    | h2c, websocket        | websocket",
                "Upgrade    | websocket, , h2c      | websocket",
                "Upgrade    | chat/2, websocket, x  | chat/2, websocket",
                "Upgrade    | chat                  | chat",
                "Upgrade    | chat/2/3, websocket   | ",
                "Upgrade    | web socket            | ",
                "Upgrade    | h2c                   | ",
                "Upgrade    | websockets            | ",
                "Upgrade    | chatter/1             | ",
                "close      | websocket             | "
            })
    void of_the_protocols_that_are_asked_for_those_that_are_allowed_are_passed_on(
            String connection, String asked, String passedOn) throws Exception {
        stage.upgrades(false, "websocket", "chat");

        WireMessage received = forwarded(get("Connection: " + connection + "\r\nUpgrade: " + asked));

        if (passedOn == null) {
            assertThat(received.has("Upgrade")).isFalse();
            assertThat(received.has("Connection")).isFalse();
        } else {
            assertThat(received.values("Upgrade")).containsExactly(passedOn);
            assertThat(received.values("Connection")).containsExactly("upgrade");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.0\r\nHost: a.example\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a.example\r\nConnection: upgrade\r\nUpgrade: websocket\r\n"
                        + "Content-Length: 0\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a.example\r\nConnection: upgrade\r\nUpgrade: websocket\r\n"
                        + "Content-Length: 2\r\n\r\nhi",
                "GET / HTTP/1.1\r\nHost: a.example\r\nConnection: upgrade\r\nUpgrade: websocket\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            })
    void what_cannot_become_a_tunnel_is_a_request_like_any_other(String request) throws Exception {
        WireMessage received = forwarded(request);

        assertThat(received.has("Upgrade")).isFalse();
        assertThat(received.has("Connection")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: upgrade\r\nUpgrade: h2c",
                "Connection: upgrade\r\nUpgrade: websocket, h2c",
                "Connection: upgrade\r\nUpgrade: websocket\r\nUpgrade: h2c",
                "Connection: upgrade",
                "Upgrade: websocket",
                "X-Nothing: at all"
            })
    void a_101_that_does_not_grant_just_what_was_asked_for_is_a_bad_response(String fields) throws Exception {
        WireEnd client = stage.client();
        client.send(get("Connection: upgrade\r\nUpgrade: websocket"));
        WireEnd server = stage.origin().accept();
        server.request();
        server.send("HTTP/1.1 101 Switching Protocols\r\n" + fields + "\r\n\r\n");

        assertThat(client.response().status()).isEqualTo(502);
        assertThat(server.endsOrderly()).isFalse();
    }

    @Test
    void a_101_arrives_with_its_own_fields_and_no_length() throws Exception {
        WireEnd client = stage.client();
        client.send(get("Connection: upgrade\r\nUpgrade: websocket"));
        WireEnd server = stage.origin().accept();
        server.request();
        server.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\nConnection: Upgrade, X-Private\r\n"
                + "X-Private: 1\r\nContent-Length: 0\r\nSec-WebSocket-Accept: abc\r\n\r\n");

        WireMessage response = client.response();

        assertThat(response.firstLine()).isEqualTo("HTTP/1.1 101 Switching Protocols");
        assertThat(response.fields())
                .containsExactly("Upgrade: WebSocket", "Sec-WebSocket-Accept: abc", "Connection: upgrade");
    }

    @Test
    void interim_responses_may_come_before_the_101() throws Exception {
        WireEnd client = stage.client();
        client.send(get("Connection: upgrade\r\nUpgrade: websocket"));
        WireEnd server = stage.origin().accept();
        server.request();
        server.send("HTTP/1.1 103 Early Hints\r\n\r\n"
                + "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n");

        assertThat(client.response().status()).isEqualTo(103);
        assertThat(client.response().status()).isEqualTo(101);
    }

    @ParameterizedTest
    @CsvSource({"websocket, true", "h2c, false", "'websocket, h2c', false"})
    void a_426_says_which_protocol_is_wanted_where_that_is_allowed(String wanted, boolean said) throws Exception {
        WireEnd client = stage.client();
        client.send(get("X-A: b"));
        WireEnd server = stage.origin().accept();
        server.request();
        server.send("HTTP/1.1 426 Upgrade Required\r\nConnection: upgrade\r\nUpgrade: " + wanted
                + "\r\nContent-Length: 0\r\n\r\n");

        WireMessage response = client.response();

        assertThat(response.has("Upgrade")).isEqualTo(said);
        assertThat(response.has("Connection")).isEqualTo(said);
    }

    @Test
    void an_own_answer_to_a_request_for_another_protocol_ends_the_connection() throws Exception {
        stage.noServers();
        WireEnd client = stage.client();
        client.send(get("Connection: upgrade\r\nUpgrade: websocket") + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");

        WireMessage response = client.response();

        assertThat(response.status()).isEqualTo(503);
        assertThat(response.values("Connection")).containsExactly("close");
        assertThat(client.endsOrderly()).isTrue();
    }
}
