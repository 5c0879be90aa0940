package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.wire.WireEnd;
import io.steelyard.wire.WireMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CONNECT where it is offered: the real server decides (RFC 9110 section 9.3.6). */
@SuppressWarnings("StringConcatToTextBlock") // the lines of a text block do not end with CR LF
class ConnectTest {
    private static final String CONNECT = "CONNECT a.example:443 HTTP/1.1\r\nHost: A.example:443\r\nX-A: b\r\n\r\n";

    @RegisterExtension
    final ProxyStage stage = new ProxyStage();

    private WireEnd client() throws Exception {
        stage.upgrades(true);
        return stage.client();
    }

    @Test
    void it_reaches_the_real_server_as_it_is() throws Exception {
        WireEnd client = client();
        client.send(CONNECT);

        WireMessage received = stage.origin().accept().request();

        assertThat(received.firstLine()).isEqualTo("CONNECT a.example:443 HTTP/1.1");
        assertThat(received.values("Host")).containsExactly("a.example:443");
        assertThat(received.values("X-Forwarded-Host")).containsExactly("a.example:443");
        assertThat(received.has("Connection")).isFalse();
        assertThat(received.fields()).contains("X-A: b");
    }

    @ParameterizedTest
    @CsvSource({"200, X-B: c", "204, X-B: c", "299, Content-Length: 5", "200, Transfer-Encoding: chunked"})
    void a_2xx_makes_a_tunnel_whatever_length_it_announces(int status, String field) throws Exception {
        WireEnd client = client();
        client.send(CONNECT + "early ");
        WireEnd server = stage.origin().accept();
        server.request();
        server.send("HTTP/1.1 " + status + " Fine\r\n" + field + "\r\n\r\nhello");
        WireMessage response = client.responseHead();
        client.send("late");

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.has("Content-Length")).isFalse();
        assertThat(response.has("Transfer-Encoding")).isFalse();
        assertThat(response.has("Connection")).isFalse();
        assertThat(client.text(5)).isEqualTo("hello");
        assertThat(server.text(10)).isEqualTo("early late");
        client.close();
        server.close();
        await().untilAsserted(() -> assertThat(stage.traffic.ended)
                .containsExactly(new RecordingTraffic.Ended(
                        status, "127.0.0.1:" + stage.origin().port(), null)));
    }

    @ParameterizedTest
    @CsvSource({"403", "301", "500"})
    void any_other_answer_is_passed_on_and_what_came_behind_the_request_is_no_request(int status) throws Exception {
        WireEnd client = client();
        client.send(CONNECT + "GET /smuggled HTTP/1.1\r\nHost: a.example\r\n\r\n");
        WireEnd server = stage.origin().accept();
        server.request();
        server.send("HTTP/1.1 " + status + " No\r\nContent-Length: 2\r\n\r\nno");

        WireMessage response = client.response();

        assertThat(response.body()).isEqualTo("no");
        assertThat(response.values("Connection")).containsExactly("close");
        assertThat(client.endsOrderly()).isTrue();
        await().untilAsserted(() -> assertThat(stage.traffic.ended).hasSize(1));
    }

    @ParameterizedTest
    @CsvSource({"Host: b.example:443, 400", "Content-Length: 2, 400"})
    void one_with_two_meanings_is_refused(String field, int status) throws Exception {
        WireEnd client = client();
        String host = field.startsWith("Host") ? "" : "Host: a.example:443\r\n";
        client.send("CONNECT a.example:443 HTTP/1.1\r\n" + host + field + "\r\n\r\nhi");

        assertThat(client.response().status()).isEqualTo(status);
        assertThat(client.endsOrderly()).isTrue();
    }
}
