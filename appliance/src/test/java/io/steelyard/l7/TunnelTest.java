package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.net.Transport;
import io.steelyard.wire.WireEnd;
import io.steelyard.wire.WireMessage;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that have changed to another protocol: bytes both ways, and every way in which that ends. */
@SuppressWarnings("StringConcatToTextBlock") // the lines of a text block do not end with CR LF
class TunnelTest {
    private static final String ASKED = "GET /chat HTTP/1.1\r\nHost: a.example\r\nConnection: Upgrade\r\n"
            + "Upgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    private static final String GRANTED =
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
    private static final int LARGE = 4_000_000;

    @RegisterExtension
    final ProxyStage stage = new ProxyStage();

    /** A tunnel's two ends. */
    private record Ends(WireEnd client, WireEnd server) {}

    private Ends tunnel() throws Exception {
        return tunnel(stage.client());
    }

    private Ends tunnel(WireEnd client) throws Exception {
        client.send(ASKED);
        WireEnd server = stage.origin().accept();
        server.request();
        server.send(GRANTED);
        assertThat(client.response().status()).isEqualTo(101);
        return new Ends(client, server);
    }

    private String server() throws IOException {
        return "127.0.0.1:" + stage.origin().port();
    }

    private void awaitEnd(@Nullable String failure) {
        await().untilAsserted(() ->
                assertThat(stage.traffic.ended).containsExactly(new RecordingTraffic.Ended(101, server(), failure)));
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void bytes_go_both_ways_as_they_are(Transport transport) throws Exception {
        stage.transport(transport);
        Ends ends = tunnel();

        ends.client().send("up\r\n\0\u00ff");
        ends.server().send("GET / HTTP/9.9\n\n");

        assertThat(ends.server().text(6)).isEqualTo("up\r\n\0\u00ff");
        assertThat(ends.client().text(16)).isEqualTo("GET / HTTP/9.9\n\n");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void what_each_side_sends_before_the_tunnel_is_there_arrives_first(Transport transport) throws Exception {
        stage.transport(transport);
        WireEnd client = stage.client();
        client.send(ASKED + "early ");
        WireEnd server = stage.origin().accept();
        server.request();
        server.send(GRANTED + "hello ");
        assertThat(client.response().status()).isEqualTo(101);
        client.send("late");
        server.send("there");

        assertThat(server.text(10)).isEqualTo("early late");
        assertThat(client.text(11)).isEqualTo("hello there");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void a_client_that_is_done_is_still_sent_everything(Transport transport) throws Exception {
        stage.transport(transport);
        Ends ends = tunnel(stage.slowClient());
        ends.client().send("bye");
        ends.client().finishSending();
        assertThat(ends.server().rest()).isEqualTo("bye");

        CompletableFuture<Void> sending = sendsAndEnds(ends.server());

        assertThat(ends.client().rest()).hasSize(LARGE);
        sending.get(5, TimeUnit.SECONDS);
        awaitEnd(null);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void a_real_server_that_is_done_is_still_sent_everything(Transport transport) throws Exception {
        stage.transport(transport);
        Ends ends = tunnel();
        ends.server().send("bye");
        ends.server().finishSending();
        assertThat(ends.client().rest()).isEqualTo("bye");

        CompletableFuture<Void> sending = sendsAndEnds(ends.client());

        assertThat(ends.server().rest()).hasSize(LARGE);
        sending.get(5, TimeUnit.SECONDS);
        awaitEnd(null);
    }

    private static CompletableFuture<Void> sendsAndEnds(WireEnd from) {
        return CompletableFuture.runAsync(() -> {
            try {
                from.send("x".repeat(LARGE));
                from.finishSending();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @Test
    void a_client_that_ended_its_direction_before_the_answer_gets_its_tunnel() throws Exception {
        WireEnd client = stage.client();
        client.send(ASKED + "all");
        client.finishSending();
        WireEnd server = stage.origin().accept();
        server.request();
        server.send(GRANTED);

        assertThat(server.rest()).isEqualTo("all");
        server.send("this too");
        server.close();
        assertThat(client.response().status()).isEqualTo(101);
        assertThat(client.rest()).isEqualTo("this too");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void a_client_that_is_lost_resets_its_real_server(Transport transport) throws Exception {
        stage.transport(transport);
        Ends ends = tunnel();

        ends.client().reset();

        assertThat(ends.server().endsOrderly()).isFalse();
        awaitEnd("client-gone");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void a_real_server_that_is_lost_resets_its_client(Transport transport) throws Exception {
        stage.transport(transport);
        Ends ends = tunnel();

        ends.server().reset();

        assertThat(ends.client().endsOrderly()).isFalse();
        awaitEnd("tunnel-reset");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void a_tunnel_through_which_nothing_goes_is_closed_in_good_order(Transport transport) throws Exception {
        stage.transport(transport);
        stage.shorten("tunnel");
        Ends ends = tunnel();

        assertThat(ends.client().endsOrderly()).isTrue();
        assertThat(ends.server().endsOrderly()).isTrue();
        ends.client().close();
        ends.server().close();
        awaitEnd("tunnel-idle");
    }

    @Test
    void one_that_does_not_notice_that_its_tunnel_was_closed_is_closed_all_the_same() throws Exception {
        stage.shorten("tunnel");
        Ends ends = tunnel();

        assertThat(ends.client().endsOrderly()).isTrue();
        awaitEnd("tunnel-idle");
        ends.server().close();
    }

    @Test
    void a_tunnel_is_under_way_until_it_ends_and_then_says_how_much_went_through() throws Exception {
        Ends ends = tunnel();
        ends.client().send("1234567");
        assertThat(ends.server().text(7)).isEqualTo("1234567");
        ends.server().send("123");
        assertThat(ends.client().text(3)).isEqualTo("123");
        assertThat(stage.proxy().activeExchanges()).isOne();
        assertThat(stage.traffic.ended).isEmpty();
        ends.client().close();
        ends.server().close();

        awaitEnd(null);
        stage.awaitExchanges(0);
        assertThat(stage.traffic.moved)
                .containsExactly(new RecordingTraffic.Moved(ASKED.length() + 7, GRANTED.length() + 3));
    }

    @Test
    void the_real_server_s_connection_is_not_used_again() throws Exception {
        Ends ends = tunnel();
        ends.client().finishSending();
        assertThat(ends.server().rest()).isEmpty();
        ends.server().finishSending();
        assertThat(ends.client().endsOrderly()).isTrue();
        WireEnd next = stage.client();
        next.send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
        WireEnd server = stage.origin().accept();

        assertThat(server.request().method()).isEqualTo("GET");
    }

    @Test
    void a_virtual_service_that_drains_lets_a_tunnel_go_on_until_its_time_is_over() throws Exception {
        Ends ends = tunnel();
        stage.proxy().drain();
        ends.client().send("still there");
        assertThat(ends.server().text(11)).isEqualTo("still there");
        ends.server().send("last");

        stage.proxy().end();

        assertThat(ends.client().rest()).isEqualTo("last");
        assertThat(ends.server().endsOrderly()).isTrue();
        ends.client().close();
        ends.server().close();
        awaitEnd("tunnel-closed");
    }

    @Test
    void a_refused_upgrade_leaves_a_client_that_waited_its_connection() throws Exception {
        WireEnd client = stage.client();
        client.send(ASKED);
        WireEnd server = stage.origin().accept();
        server.request();
        server.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
        assertThat(client.response().has("Connection")).isFalse();
        client.send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");

        assertThat(server.request().target()).isEqualTo("/");
    }

    @Test
    void what_a_client_sent_without_waiting_is_no_request_when_its_upgrade_is_refused() throws Exception {
        WireEnd client = stage.client();
        client.send(ASKED + "GET /smuggled HTTP/1.1\r\nHost: a.example\r\n\r\n");
        WireEnd server = stage.origin().accept();
        server.request();
        server.send("HTTP/1.1 426 Upgrade Required\r\nSec-WebSocket-Version: 13\r\nContent-Length: 0\r\n\r\n");

        WireMessage response = client.response();

        assertThat(response.status()).isEqualTo(426);
        assertThat(response.values("Connection")).containsExactly("close");
        assertThat(client.endsOrderly()).isTrue();
        assertThat(stage.traffic.ended).hasSize(1);
    }
}
