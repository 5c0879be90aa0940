package io.steelyard.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.pool.RealServer;
import io.steelyard.pool.ServerState;
import io.steelyard.wire.ScriptedOrigin;
import io.steelyard.wire.WireEnd;
import io.steelyard.wire.WireMessage;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a changed configuration does to clients and real servers that are in the middle of something. */
class LiveConfigTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final List<ScriptedOrigin> origins = new ArrayList<>();
    private int port;
    private int otherPort;

    @BeforeEach
    void startOrigins() throws IOException {
        origins.add(ScriptedOrigin.start());
        origins.add(ScriptedOrigin.start());
        port = ScriptedOrigin.unusedPort();
        do {
            otherPort = ScriptedOrigin.unusedPort();
        } while (otherPort == port);
    }

    @AfterEach
    void stopOrigins() throws IOException {
        for (ScriptedOrigin origin : origins) {
            origin.close();
        }
    }

    private static String yaml(String... services) {
        return Arrays.stream(services).collect(Collectors.joining("", "virtualServices:\n", ""));
    }

    private static String service(String name, int port, String realServers, String... settings) {
        return "  - name: " + name + "\n    address: 127.0.0.1\n    port: " + port + "\n    realServers: ["
                + realServers + "]\n" + String.join("\n", settings).indent(4);
    }

    private String server(int origin) {
        return server(origin, "");
    }

    private String server(int origin, String settings) {
        return "{ address: 127.0.0.1, port: " + origins.get(origin).port() + settings + " }";
    }

    private WireEnd asked(WireEnd client, int origin) throws IOException {
        client.send(GET);
        WireEnd server = origins.get(origin).accept();
        server.request();
        return server;
    }

    @Test
    void a_removed_real_server_finishes_what_it_has_and_gets_nothing_new() throws Exception {
        try (ConfigStage stage = ConfigStage.start(yaml(service("a", port, server(0))));
                WireEnd first = WireEnd.to(port);
                WireEnd second = WireEnd.to(port)) {
            WireEnd old = asked(first, 0);
            stage.apply(yaml(service("a", port, server(1))));
            WireEnd next = asked(second, 1);
            next.send(OK);
            old.send(OK);

            assertThat(second.response().status()).isEqualTo(200);
            assertThat(first.response().status()).isEqualTo(200);
            assertThat(old.endsOrderly()).isTrue();
        }
    }

    @Test
    void a_removed_real_server_that_does_not_finish_is_cut_off_when_its_time_is_over() throws Exception {
        String drain = "timeouts: { drain: 100ms }";
        try (ConfigStage stage = ConfigStage.start(yaml(service("a", port, server(0), drain)));
                WireEnd client = WireEnd.to(port)) {
            WireEnd old = asked(client, 0);
            RealServer gone = stage.service("a").roster().servers().get(0).server();
            stage.apply(yaml(service("a", port, server(1), drain)));

            assertThat(client.response().status()).isEqualTo(504);
            old.endsOrderly();
            assertThat(gone.activeExchanges()).isZero();
        }
    }

    @Test
    void idle_connections_to_a_real_server_that_is_disabled_are_closed() throws Exception {
        try (ConfigStage stage = ConfigStage.start(yaml(service("a", port, server(0))));
                WireEnd client = WireEnd.to(port)) {
            WireEnd kept = asked(client, 0);
            kept.send(OK);
            client.response();
            stage.apply(yaml(service("a", port, server(0, ", enabled: false") + ", " + server(1))));

            assertThat(kept.endsOrderly()).isTrue();
        }
    }

    @Test
    void a_real_server_that_comes_back_while_it_drains_is_the_same_with_its_connections_counted() throws Exception {
        try (ConfigStage stage = ConfigStage.start(yaml(service("a", port, server(0))));
                WireEnd client = WireEnd.to(port)) {
            WireEnd old = asked(client, 0);
            RealServer before = stage.service("a").roster().servers().get(0).server();
            stage.apply(yaml(service("a", port, server(1))));
            stage.apply(yaml(service("a", port, server(1) + ", " + server(0))));
            RealServer after = stage.service("a").roster().servers().get(1).server();

            assertThat(after).isSameAs(before);
            assertThat(after.activeExchanges()).isOne();
            old.send(OK);
            assertThat(client.response().status()).isEqualTo(200);
        }
    }

    @Test
    void what_is_changed_in_place_leaves_clients_and_real_servers_connected() throws Exception {
        try (ConfigStage stage = ConfigStage.start(yaml(service("a", port, server(0))));
                WireEnd client = WireEnd.to(port)) {
            WireEnd server = asked(client, 0);
            server.send(OK);
            client.response();
            stage.apply(yaml(service(
                    "a",
                    port,
                    server(0, ", weight: 7"),
                    "timeouts: { response: 5s }",
                    "limits: { headBytes: 300B }",
                    "scheduling: least-connection",
                    "healthChecks: [{ type: none }]")));
            client.send(GET);
            server.request();
            server.send(OK);

            assertThat(client.response().status()).isEqualTo(200);
            WireMessage refused = client.ask("GET /" + "x".repeat(400) + " HTTP/1.1\r\nHost: a.example\r\n\r\n");
            assertThat(refused.status()).isIn(414, 431);
        }
    }

    @Test
    void a_virtual_service_that_moves_answers_at_its_new_port_and_lets_clients_of_the_old_one_finish()
            throws Exception {
        try (ConfigStage stage = ConfigStage.start(yaml(service("a", port, server(0))));
                WireEnd early = WireEnd.to(port)) {
            WireEnd server = asked(early, 0);
            stage.apply(yaml(service("a", otherPort, server(0))));
            try (WireEnd late = WireEnd.to(otherPort)) {
                WireEnd other = asked(late, 0);
                other.send(OK);
                server.send(OK);

                assertThat(late.response().values("Connection")).isEmpty();
                assertThat(early.response().status()).isEqualTo(200);
                assertThat(early.endsOrderly()).isTrue();
                assertThat(refuses(port)).isTrue();
            }
        }
    }

    @Test
    void a_port_that_is_taken_over_by_another_virtual_service_stays_open_all_the_while() throws Exception {
        try (ConfigStage stage =
                        ConfigStage.start(yaml(service("a", port, server(0)), service("b", otherPort, server(1))));
                WireEnd kept = WireEnd.to(port)) {
            asked(kept, 0).send(OK);
            kept.response();
            stage.apply(yaml(service("b", port, server(1)), service("c", otherPort, server(0))));
            try (WireEnd client = WireEnd.to(port)) {
                asked(client, 1).send(OK);

                assertThat(client.response().status()).isEqualTo(200);
                assertThat(kept.endsOrderly()).isTrue();
            }
        }
    }

    @Test
    void clients_that_wait_to_be_accepted_when_a_virtual_service_is_removed_are_answered() throws Exception {
        try (ConfigStage stage = ConfigStage.start(yaml(service("a", port, server(0))))) {
            List<WireEnd> clients = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                WireEnd client = WireEnd.to(port);
                client.send(GET);
                clients.add(client);
            }
            stage.apply(yaml(service("b", otherPort, server(1))));

            for (int i = 0; i < clients.size(); i++) {
                WireEnd server = origins.get(0).accept();
                server.request();
                server.send(OK);
            }
            for (WireEnd client : clients) {
                assertThat(client.response().status()).isEqualTo(200);
                client.close();
            }
            assertThat(refuses(port)).isTrue();
        }
    }

    @Test
    void a_plan_that_can_not_be_carried_out_changes_nothing() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ConfigStage stage = ConfigStage.start(yaml(service("a", port, server(0))))) {
            Applying applying = stage.apply(
                    yaml(service("a", otherPort, server(1)), service("b", taken.getLocalPort(), server(1))));

            assertThat(applying).isInstanceOf(Applying.Refused.class);
            assertThat(((Applying.Refused) applying).reason())
                    .contains("port " + taken.getLocalPort() + " on 127.0.0.1 is taken by another process");
            assertThat(stage.services().revision()).isOne();
            assertThat(refuses(otherPort)).isTrue();
            try (WireEnd client = WireEnd.to(port)) {
                asked(client, 0).send(OK);
                assertThat(client.response().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void when_all_real_servers_are_replaced_the_old_ones_serve_until_a_new_one_is_known_to_be_up() throws Exception {
        String check = "healthChecks: [{ type: tcp }]";
        try (ConfigStage stage = ConfigStage.start(yaml(service("a", port, server(0), check)))) {
            await().until(() -> stage.service("a").roster().servers().get(0).state() == ServerState.UP);
            stage.apply(yaml(service("a", port, server(1), check)));

            assertThat(stage.service("a").roster().servers().stream().map(status -> status.state()))
                    .containsAnyOf(ServerState.UP);
            await().until(() -> stage.service("a").roster().servers().size() == 1);
            assertThat(stage.service("a").roster().servers().get(0).state()).isEqualTo(ServerState.UP);
            assertThat(stage.service("a")
                            .roster()
                            .servers()
                            .get(0)
                            .server()
                            .address()
                            .getPort())
                    .isEqualTo(origins.get(1).port());
        }
    }

    @Test
    void a_new_health_check_takes_no_real_server_out_before_it_has_asked() throws Exception {
        try (ConfigStage stage = ConfigStage.start(yaml(service("a", port, server(0))))) {
            stage.apply(yaml(
                    service("a", port, server(0), "healthChecks: [{ type: http, hosts: [a.example, b.example] }]")));

            assertThat(stage.service("a").roster().candidates("a.example").isEmpty())
                    .isFalse();
            assertThat(stage.service("a").roster().servers().get(0).cells()).hasSize(2);
        }
    }

    private static boolean refuses(int port) {
        try (WireEnd client = WireEnd.to(port)) {
            client.ask(GET);
            return false;
        } catch (EOFException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
