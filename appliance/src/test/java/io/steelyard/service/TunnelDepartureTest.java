package io.steelyard.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.wire.ScriptedOrigin;
import io.steelyard.wire.WireEnd;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tunnels whose real server or virtual service is drained or removed. */
@SuppressWarnings("StringConcatToTextBlock") // the lines of a text block do not end with CR LF
class TunnelDepartureTest {
    private static final String ASKED =
            "GET / HTTP/1.1\r\nHost: a.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
    private static final String GRANTED =
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
    private static final String CLOSE_ON_DRAIN = "    upgrades: { closeOnDrain: 100ms }\n";

    private ScriptedOrigin origin;
    private int port;

    @BeforeEach
    void startOrigin() throws IOException {
        origin = ScriptedOrigin.start();
        port = ScriptedOrigin.unusedPort();
    }

    @AfterEach
    void stopOrigin() throws IOException {
        origin.close();
    }

    private String yaml(String realServers, String settings) {
        return "virtualServices:\n  - name: a\n    address: 127.0.0.1\n    port: " + port
                + "\n    timeouts: { drain: 100ms }\n    realServers: [" + realServers + "]\n" + settings;
    }

    private String here(String settings) {
        return "{ address: 127.0.0.1, port: " + origin.port() + settings + " }";
    }

    private WireEnd tunnelled(WireEnd client) throws IOException {
        client.send(ASKED);
        WireEnd server = origin.accept();
        server.request();
        server.send(GRANTED);
        assertThat(client.response().status()).isEqualTo(101);
        return server;
    }

    private static void goesOn(WireEnd client, WireEnd server) throws IOException {
        client.send("still");
        assertThat(server.text(5)).isEqualTo("still");
    }

    @Test
    void the_tunnels_of_a_removed_real_server_are_closed_in_good_order_when_its_time_is_over() throws Exception {
        try (ConfigStage stage = ConfigStage.start(yaml(here(""), ""));
                WireEnd client = WireEnd.to(port)) {
            WireEnd server = tunnelled(client);
            stage.apply(yaml("{ address: 127.0.0.1, port: 9 }", ""));

            assertThat(client.endsOrderly()).isTrue();
            assertThat(server.endsOrderly()).isTrue();
        }
    }

    @Test
    void the_tunnels_of_a_removed_virtual_service_are_closed_in_good_order_when_its_time_is_over() throws Exception {
        try (ConfigStage stage = ConfigStage.start(yaml(here(""), ""));
                WireEnd client = WireEnd.to(port)) {
            WireEnd server = tunnelled(client);
            stage.apply("virtualServices: []\n");

            assertThat(client.endsOrderly()).isTrue();
            assertThat(server.endsOrderly()).isTrue();
        }
    }

    @Test
    void the_tunnels_of_a_drained_real_server_go_on() throws Exception {
        try (ConfigStage stage = ConfigStage.start(yaml(here(""), ""));
                WireEnd client = WireEnd.to(port)) {
            WireEnd server = tunnelled(client);
            stage.apply(yaml(here(", enabled: false"), ""));

            goesOn(client, server);
        }
    }

    @Test
    void the_tunnels_of_a_drained_real_server_are_closed_after_a_while_where_that_is_wanted() throws Exception {
        try (ConfigStage stage = ConfigStage.start(yaml(here(""), CLOSE_ON_DRAIN));
                WireEnd client = WireEnd.to(port)) {
            WireEnd server = tunnelled(client);
            stage.apply(yaml(here(", enabled: false"), CLOSE_ON_DRAIN));

            assertThat(client.endsOrderly()).isTrue();
            assertThat(server.endsOrderly()).isTrue();
            client.finishSending();
            server.close();
            await().untilAsserted(() -> assertThat(stage.service("a")
                            .roster()
                            .servers()
                            .get(0)
                            .server()
                            .activeExchanges())
                    .isZero());
        }
    }

    @Test
    void a_real_server_that_is_taken_into_use_again_in_time_keeps_its_tunnels() throws Exception {
        String slowly = "    upgrades: { closeOnDrain: 7d }\n";
        try (ConfigStage stage = ConfigStage.start(yaml(here(""), slowly));
                WireEnd client = WireEnd.to(port)) {
            WireEnd server = tunnelled(client);
            stage.apply(yaml(here(", enabled: false"), slowly));
            stage.apply(yaml(here(""), slowly));
            stage.apply(yaml(here(", enabled: false"), "    upgrades: { closeOnDrain: 0s }\n"));

            goesOn(client, server);
        }
    }
}
