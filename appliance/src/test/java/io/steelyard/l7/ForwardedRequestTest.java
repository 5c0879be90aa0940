package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.wire.WireEnd;
import io.steelyard.wire.WireMessage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a request's head reaches the real server. */
@SuppressWarnings("StringConcatToTextBlock") // the lines of a text block do not end with CR LF
class ForwardedRequestTest {
    @RegisterExtension
    final ProxyStage stage = new ProxyStage();

    @Test
    void a_request_arrives_with_its_line_and_its_own_fields_as_they_were() throws Exception {
        WireMessage received = forwarded("GET /a/b?c=%20d HTTP/1.1\r\nHost: a.example:8080\r\nUser-Agent: x\r\n"
                + "Cookie: a=b\r\nX-Empty:\r\n\r\n");

        assertThat(received.firstLine()).isEqualTo("GET /a/b?c=%20d HTTP/1.1");
        assertThat(received.values("Host")).containsExactly("a.example:8080");
        assertThat(received.fields()).contains("User-Agent: x", "Cookie: a=b", "X-Empty:");
    }

    @Test
    void the_client_address_begins_X_Forwarded_For() throws Exception {
        WireMessage received = forwarded("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");

        assertThat(received.values("X-Forwarded-For")).containsExactly("127.0.0.1");
    }

    @Test
    void the_client_address_takes_the_place_of_what_X_Forwarded_For_says_already() throws Exception {
        WireMessage received = forwarded("GET / HTTP/1.1\r\nHost: a.example\r\nX-Forwarded-For: 192.0.2.1\r\n"
                + "x-forwarded-for: 192.0.2.2, 192.0.2.3\r\n\r\n");

        assertThat(received.values("X-Forwarded-For")).containsExactly("127.0.0.1");
    }

    @Test
    void X_Forwarded_Proto_and_Host_say_what_the_client_used_whatever_it_claims() throws Exception {
        WireMessage received = forwarded("GET / HTTP/1.1\r\nHost: a.example:81\r\nX-Forwarded-Proto: https\r\n"
                + "X-Forwarded-Host: evil.example\r\n\r\n");

        assertThat(received.values("X-Forwarded-Proto")).containsExactly("http");
        assertThat(received.values("X-Forwarded-Host")).containsExactly("a.example:81");
    }

    @Test
    void Via_is_appended_with_the_client_s_version() throws Exception {
        WireMessage received = forwarded("GET / HTTP/1.0\r\nHost: a.example\r\nVia: 1.1 before\r\n\r\n");

        assertThat(received.values("Via")).containsExactly("1.1 before", "1.0 steelyard");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: keep-alive",
                "Keep-Alive: timeout=5",
                "Proxy-Connection: keep-alive",
                "TE: trailers",
                "Upgrade: h2c",
                "HTTP2-Settings: AAMAAABkAAQAAP__"
            })
    void fields_that_concern_one_connection_only_stay_out(String field) throws Exception {
        WireMessage received = forwarded("GET / HTTP/1.1\r\nHost: a.example\r\n" + field + "\r\nX-After: 1\r\n\r\n");

        assertThat(received.has(field.substring(0, field.indexOf(':')))).isFalse();
        assertThat(received.fields()).contains("X-After: 1");
    }

    @Test
    void fields_that_Connection_names_stay_out() throws Exception {
        WireMessage received =
                forwarded("GET / HTTP/1.1\r\nHost: a.example\r\nX-Private: 1\r\nx-other: 2\r\nX-Kept: 3\r\n"
                        + "Connection: x-private, close\r\nConnection: X-Other\r\n\r\n");

        assertThat(received.has("X-Private")).isFalse();
        assertThat(received.has("X-Other")).isFalse();
        assertThat(received.fields()).contains("X-Kept: 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "X-Forwarded-For", "Content-Length", "Cookie", "Via"})
    void Connection_cannot_take_away_what_others_rely_on(String name) throws Exception {
        WireMessage received = forwarded("POST / HTTP/1.1\r\nHost: a.example\r\nCookie: a=b\r\nContent-Length: 2\r\n"
                + "Connection: " + name + "\r\n\r\nhi");

        assertThat(received.has(name)).isTrue();
        assertThat(received.body()).isEqualTo("hi");
    }

    @Test
    void an_absolute_target_becomes_a_path_and_its_authority_the_Host() throws Exception {
        WireMessage received = forwarded("GET http://a.example:81/x?y HTTP/1.1\r\nHost: other.example\r\n\r\n");

        assertThat(received.firstLine()).isEqualTo("GET /x?y HTTP/1.1");
        assertThat(received.values("Host")).containsExactly("a.example:81");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET http://a.example HTTP/1.1|GET / HTTP/1.1",
                "GET http://a.example?q HTTP/1.1|GET /?q HTTP/1.1",
                "OPTIONS http://a.example HTTP/1.1|OPTIONS * HTTP/1.1",
                "OPTIONS * HTTP/1.1|OPTIONS * HTTP/1.1"
            })
    void a_target_without_a_path_is_completed(String sentAndReceived) throws Exception {
        List<String> lines = List.of(sentAndReceived.split("\\|"));

        WireMessage received = forwarded(lines.get(0) + "\r\nHost: a.example\r\n\r\n");

        assertThat(received.firstLine()).isEqualTo(lines.get(1));
    }

    @Test
    void an_HTTP_1_0_request_without_Host_is_passed_on_with_the_address_it_was_sent_to() throws Exception {
        WireMessage received = forwarded("GET / HTTP/1.0\r\n\r\n");

        assertThat(received.firstLine()).isEqualTo("GET / HTTP/1.1");
        assertThat(received.values("Host"))
                .containsExactly("127.0.0.1:" + stage.proxy().port());
        assertThat(received.has("X-Forwarded-Host")).isFalse();
    }

    @Test
    void what_an_HTTP_1_0_client_expects_is_not_passed_on() throws Exception {
        WireMessage received =
                forwarded("POST / HTTP/1.0\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nhi");

        assertThat(received.has("Expect")).isFalse();
        assertThat(received.body()).isEqualTo("hi");
    }

    private WireMessage forwarded(String request) throws Exception {
        WireEnd client = stage.client();
        client.send(request);
        WireEnd server = stage.origin().accept();
        WireMessage received = server.request();
        server.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        assertThat(client.response().status()).isEqualTo(200);
        return received;
    }
}
