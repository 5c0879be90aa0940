package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.Accept;
import io.steelyard.config.ForwardingConfig;
import io.steelyard.config.HttpConfig;
import io.steelyard.config.IpPrefix;
import io.steelyard.config.OriginConfig;
import io.steelyard.config.RequestIdConfig;
import io.steelyard.event.ExchangeEnd;
import io.steelyard.event.TrafficListener;
import io.steelyard.net.Transport;
import io.steelyard.pool.Span;
import io.steelyard.wire.ScriptedOrigin;
import io.steelyard.wire.WireEnd;
import io.steelyard.wire.WireMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By which id a request is known. The client of these tests is 127.0.0.1. */
@SuppressWarnings("StringConcatToTextBlock") // the lines of a text block do not end with CR LF
class RequestIdTest {
    private static final String MADE = "[0-9a-f]{32}";
    private static final ForwardingConfig TRUSTING_LOOPBACK =
            new ForwardingConfig(ForwardingConfig.Style.X_FORWARDED, List.of(new IpPrefix("127.0.0.0", 8)));

    @RegisterExtension
    final ProxyStage stage = new ProxyStage();

    private static OriginConfig ids(Accept accept) {
        return OriginConfig.DEFAULT.with(new RequestIdConfig(true, "X-Request-Id", accept, true));
    }

    private WireMessage[] exchange(WireEnd client, WireEnd server, String... fields) throws Exception {
        String lines = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
        client.send("GET / HTTP/1.1\r\nHost: a.example\r\n" + lines + "\r\n");
        WireMessage received = server.request();
        server.send("HTTP/1.1 200 OK\r\nX-Request-Id: of the server\r\nContent-Length: 2\r\n\r\nok");
        return new WireMessage[] {received, client.response()};
    }

    private String received(OriginConfig config, String... fields) throws Exception {
        stage.from(config);
        WireEnd client = stage.client();
        client.send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n"); // which opens the connection to the real server
        WireEnd server = stage.origin().accept();
        server.request();
        server.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        client.response();
        List<String> ids = exchange(client, server, fields)[0].values("X-Request-Id");
        return String.join("|", ids);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void every_request_gets_an_id_of_its_own_and_the_client_is_told(Transport transport) throws Exception {
        stage.transport(transport);
        stage.from(ids(Accept.NEVER));
        WireEnd client = stage.client();
        Set<String> seen = new HashSet<>();
        client.send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
        WireEnd server = stage.origin().accept();
        server.request();
        server.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        client.response();
        for (int i = 0; i < 20; i++) {
            WireMessage[] both = exchange(client, server, "x-request-id: abc");

            assertThat(both[0].values("X-Request-Id")).hasSize(1).allMatch(id -> id.matches(MADE));
            assertThat(both[1].values("X-Request-Id")).isEqualTo(both[0].values("X-Request-Id"));
            seen.addAll(both[0].values("X-Request-Id"));
        }
        assertThat(seen).hasSize(20);
    }

    @Test
    void without_the_setting_an_id_is_a_field_like_any_other() throws Exception {
        assertThat(received(OriginConfig.DEFAULT, "X-Request-Id: a b")).isEqualTo("a b");
    }

    @Test
    void a_trusted_proxy_s_id_is_kept() throws Exception {
        assertThat(received(ids(Accept.TRUSTED).with(TRUSTING_LOOPBACK), "X-Request-Id: abc-1"))
                .isEqualTo("abc-1");
    }

    @Test
    void an_untrusted_client_s_id_is_not() throws Exception {
        assertThat(received(ids(Accept.TRUSTED), "X-Request-Id: abc-1")).matches(MADE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\"b", "a,b", "a;b", "<a>", "é", "", "{a}"})
    void what_could_mean_something_else_in_a_log_is_replaced(String id) throws Exception {
        assertThat(received(ids(Accept.ALWAYS), "X-Request-Id: " + id)).matches(MADE);
    }

    @Test
    void an_id_may_have_128_characters_and_no_more() throws Exception {
        assertThat(received(ids(Accept.ALWAYS), "X-Request-Id: " + "a".repeat(128)))
                .isEqualTo("a".repeat(128));
        assertThat(exchangeAgain("X-Request-Id: " + "a".repeat(129))).matches(MADE);
        assertThat(exchangeAgain("X-Request-Id: a", "X-Request-Id: a")).matches(MADE);
    }

    private String exchangeAgain(String... fields) throws Exception {
        WireEnd client = stage.client();
        client.send("GET / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n" + String.join("\r\n", fields)
                + "\r\n\r\n");
        // The connection that the exchange before left is used again.
        WireEnd server = stage.origin().lastAccepted();
        WireMessage received = server.request();
        server.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        client.response();
        return String.join("|", received.values("X-Request-Id"));
    }

    @Test
    void an_attempt_on_another_real_server_has_the_same_id() throws Exception {
        stage.from(ids(Accept.NEVER));
        ScriptedOrigin first = stage.origin();
        ScriptedOrigin second = stage.anotherOrigin();
        WireEnd client = stage.client();
        client.send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
        WireEnd failing = first.accept();
        String before = String.join("|", failing.request().values("X-Request-Id"));
        failing.close();
        WireEnd server = second.accept();
        WireMessage received = server.request();
        server.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        client.response();

        assertThat(received.values("X-Request-Id")).containsExactly(before);
    }

    @Test
    void whoever_listens_hears_the_id_the_trace_and_the_client() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        TrafficListener listener = new TrafficListener() {
            @Override
            public void exchangeEnded(ExchangeEnd end) {
                heard.add(text(end.requestIdBytes(), end.requestId()) + " " + text(end.traceIdBytes(), end.traceId())
                        + " " + end.clientAddress()[0] + " " + end.peerAddress()[0]);
            }
        };
        OriginConfig config = ids(Accept.ALWAYS).with(TRUSTING_LOOPBACK);
        try (ScriptedOrigin origin = ScriptedOrigin.start();
                TestProxy proxy = TestProxy.start(
                        Transport.best(),
                        HttpConfig.DEFAULT.with(config),
                        listener,
                        List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), origin.port())));
                WireEnd client = WireEnd.to(proxy.port())) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Request-Id: my-id\r\nX-Forwarded-For: 9.8.7.6\r\n"
                    + "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n\r\n");
            WireEnd server = origin.accept();
            server.request();
            server.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            client.response();
            client.send("nonsense\r\n\r\n");
            client.response();

            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("my-id 0af7651916cd43dd8448eb211c80319c 9 127");
            assertThat(heard.poll(10, TimeUnit.SECONDS)).as("refused").isEqualTo("- - 127 127");
        }
    }

    private static String text(byte[] bytes, long span) {
        return span == ExchangeEnd.NOWHERE
                ? "-"
                : new String(bytes, Span.start(span), Span.end(span) - Span.start(span), StandardCharsets.ISO_8859_1);
    }
}
