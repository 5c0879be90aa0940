package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.config.ForwardingConfig;
import io.steelyard.config.HttpConfig;
import io.steelyard.config.IpPrefix;
import io.steelyard.config.OriginConfig;
import io.steelyard.config.ProxyProtocolConfig;
import io.steelyard.config.ProxyProtocolConfig.In;
import io.steelyard.config.ProxyProtocolConfig.Out;
import io.steelyard.net.ProxyHeader;
import io.steelyard.net.Transport;
import io.steelyard.wire.WireEnd;
import io.steelyard.wire.WireMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The PROXY protocol on both sides. The peer of these tests is 127.0.0.1. */
@SuppressWarnings("StringConcatToTextBlock") // the lines of a text block do not end with CR LF
class ProxyProtocolTest {
    private static final String V1 = "PROXY TCP4 203.0.113.9 192.0.2.80 56324 8080\r\n";
    private static final String V2 = Message.text(ProxyHeader.version2(
            new InetSocketAddress("203.0.113.9", 56324), new InetSocketAddress("192.0.2.80", 8080)));
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final List<IpPrefix> LOOPBACK = List.of(new IpPrefix("127.0.0.0", 8));
    private static final List<IpPrefix> SOMEBODY_ELSE = List.of(new IpPrefix("192.0.2.0", 24));

    @RegisterExtension
    final ProxyStage stage = new ProxyStage();

    private static OriginConfig in(In in, List<IpPrefix> from) {
        return OriginConfig.DEFAULT.with(new ProxyProtocolConfig(in, from, Out.OFF));
    }

    private static OriginConfig out(Out out) {
        return OriginConfig.DEFAULT.with(new ProxyProtocolConfig(In.OFF, List.of(), out));
    }

    private WireMessage served(WireEnd client) throws Exception {
        WireEnd server = stage.origin().accept();
        WireMessage received = server.request();
        server.send(OK);
        assertThat(client.response().status()).isEqualTo(200);
        return received;
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void the_client_of_either_version_s_header_is_the_client(Transport transport) throws Exception {
        stage.transport(transport);
        stage.from(in(In.REQUIRED, LOOPBACK));
        for (String header : List.of(V1, V2)) {
            WireEnd client = stage.client();
            client.send(header + "GET / HTTP/1.0\r\nConnection: close\r\n\r\n");
            WireEnd server =
                    header.equals(V1) ? stage.origin().accept() : stage.origin().lastAccepted();
            WireMessage received = server.request();
            server.send(OK);
            client.response();

            assertThat(received.values("X-Forwarded-For")).containsExactly("203.0.113.9");
            assertThat(received.values("Host")).as("where it connected to").containsExactly("192.0.2.80:8080");
        }
    }

    @Test
    void however_a_header_is_cut_the_request_behind_it_is_served() throws Exception {
        stage.from(in(In.REQUIRED, LOOPBACK));
        WireEnd client = stage.client();
        String all = V2 + REQUEST;
        for (int i = 0; i < all.length(); i++) {
            client.send(all.substring(i, i + 1));
        }

        assertThat(served(client).values("X-Forwarded-For")).containsExactly("203.0.113.9");
    }

    @Test
    void a_proxy_s_own_connection_is_a_client_like_any_other() throws Exception {
        stage.from(in(In.REQUIRED, LOOPBACK));
        WireEnd client = stage.client();
        client.send("PROXY UNKNOWN\r\n" + REQUEST);

        assertThat(served(client).values("X-Forwarded-For")).containsExactly("127.0.0.1");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void without_the_header_that_it_has_to_send_a_proxy_is_refused(Transport transport) throws Exception {
        stage.transport(transport);
        stage.from(in(In.REQUIRED, LOOPBACK));
        WireEnd client = stage.client();
        client.send(REQUEST);

        assertThat(client.endsOrderly()).isFalse();
        assertThat(stage.traffic.refused).containsExactly(new RecordingTraffic.Refused("proxy-header-missing", 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROXY TCP4 203.0.113.9 192.0.2.80 1 2\n", "PROXY TCP4 1.1.1.1\r\n", "PROXY \r\n"})
    void a_malformed_header_is_refused(String header) throws Exception {
        stage.from(in(In.OPTIONAL, LOOPBACK));
        WireEnd client = stage.client();
        client.send(header + REQUEST);

        assertThat(client.endsOrderly()).isFalse();
        assertThat(stage.traffic.refused).containsExactly(new RecordingTraffic.Refused("proxy-header-malformed", 0));
    }

    @Test
    void a_header_that_does_not_come_is_waited_for_no_longer_than_a_head() throws Exception {
        stage.shorten("head");
        stage.from(in(In.REQUIRED, LOOPBACK));
        WireEnd client = stage.client();
        client.send("PROXY TCP4 ");

        assertThat(client.endsOrderly()).isFalse();
        assertThat(stage.traffic.refused).containsExactly(new RecordingTraffic.Refused("proxy-header-timeout", 0));
    }

    @Test
    void who_is_not_listed_and_sends_a_header_gets_400() throws Exception {
        stage.from(in(In.REQUIRED, SOMEBODY_ELSE));
        for (String header : List.of(V1, V2)) {
            WireEnd client = stage.client();
            client.send(header + REQUEST);

            assertThat(client.response().status()).isEqualTo(400);
        }
    }

    @Test
    void who_is_not_listed_and_sends_none_is_served_as_the_client() throws Exception {
        stage.from(in(In.REQUIRED, SOMEBODY_ELSE));
        WireEnd client = stage.client();
        client.send(REQUEST);

        assertThat(served(client).values("X-Forwarded-For")).containsExactly("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROPFIND / HTTP/1.1\r\nHost: a.example\r\n\r\n", "\r\n\r\n" + REQUEST, REQUEST})
    void where_a_header_is_optional_what_begins_like_one_is_read_whole(String request) throws Exception {
        stage.from(in(In.OPTIONAL, LOOPBACK));
        for (int cut = 1; cut < 6; cut += 2) {
            WireEnd client = stage.client();
            client.send(request.substring(0, cut));
            stage.awaitClients(1);
            client.send(request.substring(cut, request.length() - 2) + "Connection: close\r\n\r\n");
            WireEnd server = cut == 1 ? stage.origin().accept() : stage.origin().lastAccepted();
            WireMessage received = server.request();
            server.send(OK);

            assertThat(received.method()).isEqualTo(request.strip().split(" ", -1)[0]);
            assertThat(client.response().status()).isEqualTo(200);
            client.close();
            stage.awaitClients(0);
        }
    }

    @Test
    void a_trusted_proxy_is_known_by_the_address_in_its_header() throws Exception {
        stage.from(in(In.REQUIRED, LOOPBACK)
                .with(new ForwardingConfig(
                        ForwardingConfig.Style.X_FORWARDED, List.of(new IpPrefix("203.0.113.0", 24)))));
        WireEnd client = stage.client();
        client.send(V2 + "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 198.51.100.7\r\n\r\n");

        assertThat(served(client).values("X-Forwarded-For")).containsExactly("198.51.100.7, 203.0.113.9");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void a_real_server_is_told_the_client_before_anything_else_and_once(Transport transport) throws Exception {
        stage.transport(transport);
        stage.from(out(Out.V1));
        WireEnd client = stage.client();
        client.send(REQUEST);
        WireEnd server = stage.origin().accept();
        String line = line(server);

        assertThat(line)
                .matches("PROXY TCP4 127\\.0\\.0\\.1 127\\.0\\.0\\.1 \\d+ "
                        + stage.proxy().port() + "\r\n");
        for (int i = 0; i < 3; i++) {
            assertThat(server.request().target()).isEqualTo("/");
            server.send(OK);
            client.response();
            client.send(REQUEST);
        }
        assertThat(stage.traffic.serverConnectionsOpened).hasValue(1);
        server.request();
        server.send(OK);
        client.response();
    }

    @Test
    void a_connection_with_one_client_s_header_serves_no_other_client() throws Exception {
        stage.from(out(Out.V1));
        WireEnd first = stage.client();
        first.send(REQUEST);
        WireEnd server = stage.origin().accept();
        line(server);
        server.request();
        server.send(OK);
        first.response();
        WireEnd second = stage.client();
        second.send(REQUEST);
        WireEnd another = stage.origin().accept();
        String line = line(another);
        another.request();
        another.send(OK);
        second.response();

        assertThat(line).startsWith("PROXY TCP4 127.0.0.1 ");
        assertThat(stage.traffic.serverConnectionsOpened).hasValue(2);
    }

    @Test
    void such_a_connection_goes_with_its_client() throws Exception {
        stage.from(out(Out.V2));
        WireEnd client = stage.client();
        client.send(REQUEST);
        WireEnd server = stage.origin().accept();
        server.text(28);
        server.request();
        server.send(OK);
        client.response();
        client.close();

        assertThat(server.endsOrderly()).isTrue();
    }

    @Test
    void a_client_that_is_sent_elsewhere_leaves_no_connection_behind() throws Exception {
        stage.from(out(Out.V1));
        stage.origin();
        var other = stage.anotherOrigin();
        WireEnd client = stage.client();
        client.send(REQUEST);
        WireEnd one = stage.origin().accept();
        line(one);
        one.request();
        one.send(OK);
        client.response();
        client.send(REQUEST);
        WireEnd two = other.accept();
        line(two);
        two.request();
        two.send(OK);
        client.response();

        assertThat(one.endsOrderly()).isTrue();
        await().untilAsserted(() -> assertThat(stage.traffic.serverConnections).hasValue(1));
    }

    @ParameterizedTest
    @EnumSource(
            value = Out.class,
            names = {"V1", "V2"})
    void through_two_appliances_the_real_server_learns_the_first_one_s_client(Out version) throws Exception {
        stage.from(in(In.REQUIRED, LOOPBACK));
        InetSocketAddress second = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), stage.proxy().port());
        HttpConfig sending = HttpConfig.DEFAULT.with(
                in(In.REQUIRED, LOOPBACK).with(new ProxyProtocolConfig(In.REQUIRED, LOOPBACK, version)));
        try (TestProxy first = TestProxy.start(Transport.best(), sending, new RecordingTraffic(), List.of(second));
                WireEnd client = WireEnd.to(first.port())) {
            client.send("PROXY TCP6 2001:db8::9 2001:db8::80 56324 8080\r\n" + REQUEST);

            assertThat(served(client).values("X-Forwarded-For"))
                    .as("what the first appliance wrote there is not trusted, its header is")
                    .containsExactly("2001:db8::9");
        }
    }

    private static String line(WireEnd server) throws Exception {
        StringBuilder line = new StringBuilder();
        while (line.indexOf("\n") < 0) {
            line.append(server.text(1));
        }
        return line.toString();
    }
}
