package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.DebugConfig;
import io.steelyard.config.HttpConfig;
import io.steelyard.config.IpPrefix;
import io.steelyard.event.TrafficListener;
import io.steelyard.net.Transport;
import io.steelyard.wire.ScriptedOrigin;
import io.steelyard.wire.WireEnd;
import io.steelyard.wire.WireMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Why a request went where it went, told to those who may know. */
class WhyTest {
    private static final String SECRET = "open-sesame";
    private static final DebugConfig BY_SECRET = new DebugConfig(SECRET, List.of());
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private static TestProxy proxy(Transport transport, DebugConfig debug, int... ports) throws Exception {
        return TestProxy.start(
                transport,
                HttpConfig.DEFAULT.with(debug),
                TrafficListener.NONE,
                Arrays.stream(ports)
                        .mapToObj(port -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                        .toList());
    }

    private static String get(String... fields) {
        return "GET / HTTP/1.1\r\nHost: a.example\r\n" + String.join("", fields) + "\r\n";
    }

    private static String withSecret(String secret) {
        return get("x-steelyard-WHY: " + secret + "\r\n");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void who_knows_the_secret_is_told_and_no_real_server_sees_it(Transport transport) throws Exception {
        try (ScriptedOrigin origin = ScriptedOrigin.start();
                TestProxy proxy = proxy(transport, BY_SECRET, origin.port());
                WireEnd client = WireEnd.to(proxy.port())) {
            client.send(withSecret(SECRET));
            WireEnd server = origin.accept();
            WireMessage request = server.request();
            server.send(OK);
            WireMessage response = client.response();

            assertThat(request.values("X-Steelyard-Why")).isEmpty();
            assertThat(response.body()).isEqualTo("ok");
            assertThat(response.values("X-Steelyard-Why"))
                    .hasSize(3)
                    .satisfies(lines -> assertThat(lines.get(0))
                            .isEqualTo("virtual service test; route pool; persistence none; real server 127.0.0.1:"
                                    + origin.port() + "; attempts 1"))
                    .satisfies(lines -> assertThat(lines.get(1))
                            .isEqualTo("127.0.0.1:" + origin.port() + " chosen: fit; weight 1000, 0 under way"))
                    .satisfies(lines ->
                            assertThat(lines.get(2)).startsWith("milliseconds: head 0.000, queued 0.000, chosen "));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"open-sesamE", "open-sesam", "open-sesame2", "", "1"})
    void who_does_not_is_not_told_and_no_real_server_sees_what_was_tried(String secret) throws Exception {
        try (ScriptedOrigin origin = ScriptedOrigin.start();
                TestProxy proxy = proxy(Transport.best(), BY_SECRET, origin.port());
                WireEnd client = WireEnd.to(proxy.port())) {
            client.send(withSecret(secret));
            WireEnd server = origin.accept();
            WireMessage request = server.request();
            server.send(OK);

            assertThat(client.response().values("X-Steelyard-Why")).isEmpty();
            assertThat(request.values("X-Steelyard-Why")).isEmpty();
        }
    }

    @Test
    void a_listed_client_is_told_with_every_response_and_without_a_secret_none_counts() throws Exception {
        DebugConfig byAddress = new DebugConfig("", List.of(new IpPrefix("127.0.0.0", 8)));
        DebugConfig byOther = new DebugConfig("", List.of(new IpPrefix("192.0.2.0", 24)));
        try (TestProxy proxy = proxy(Transport.best(), byAddress);
                TestProxy other = proxy(Transport.best(), byOther);
                WireEnd client = WireEnd.to(proxy.port());
                WireEnd stranger = WireEnd.to(other.port())) {
            assertThat(client.ask(get()).values("X-Steelyard-Why")).isNotEmpty();
            assertThat(client.ask(get()).values("X-Steelyard-Why")).isNotEmpty();
            assertThat(stranger.ask(withSecret("")).values("X-Steelyard-Why")).isEmpty();
        }
    }

    @Test
    void an_answer_of_our_own_says_it_too() throws Exception {
        try (TestProxy proxy = proxy(Transport.best(), BY_SECRET, ScriptedOrigin.unusedPort());
                WireEnd client = WireEnd.to(proxy.port())) {
            String server = proxy.pool().roster().servers().get(0).server().name();
            WireMessage refused = client.ask(withSecret(SECRET));
            proxy.pool().disable(server);
            WireMessage nobody = client.ask(withSecret(SECRET));

            assertThat(refused.status()).isEqualTo(502);
            assertThat(refused.values("X-Steelyard-Why")).contains("attempt on " + server + " failed: connect-refused");
            assertThat(nobody.status()).isEqualTo(503);
            assertThat(nobody.values("X-Steelyard-Why")).contains(server + " out: disabled by the administrator");
            assertThat(nobody.body()).contains("503");
        }
    }

    @Test
    void of_very_many_real_servers_some_are_named_and_the_others_counted() throws Exception {
        int[] ports = new int[200];
        Arrays.setAll(ports, i -> 20_000 + i);
        try (TestProxy proxy = proxy(Transport.best(), BY_SECRET, ports);
                WireEnd client = WireEnd.to(proxy.port())) {
            proxy.pool()
                    .roster()
                    .servers()
                    .forEach(status -> proxy.pool().disable(status.server().name()));
            List<String> lines = new ArrayList<>(client.ask(withSecret(SECRET)).values("X-Steelyard-Why"));

            assertThat(lines).hasSize(Why.MOST_SERVERS + 3).contains("and others: 0 fit, 180 out");
        }
    }
}
