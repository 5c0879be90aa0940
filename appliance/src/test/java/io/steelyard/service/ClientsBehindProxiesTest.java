package io.steelyard.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.wire.WireEnd;
import io.steelyard.wire.WireMessage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Clients that come through a proxy before the appliance, all from its one address: who they are is what the proxy says,
 * for persistence and for the limits of each client.
 */
class ClientsBehindProxiesTest {
    private static final String ANNA = "203.0.113.7";
    private static final String BERTA = "203.0.113.8";

    /** How the proxy says it. */
    enum Saying {
        FORWARDED_FOR("forwarding: { trusted: [127.0.0.0/8] }") {
            @Override
            String opening(String client) {
                return "";
            }

            @Override
            String field(String client) {
                return "X-Forwarded-For: " + client + "\r\n";
            }
        },
        PROXY_PROTOCOL("proxyProtocol: { in: required, from: [127.0.0.0/8] }") {
            @Override
            String opening(String client) {
                return "PROXY TCP4 " + client + " 127.0.0.1 40000 80\r\n";
            }

            @Override
            String field(String client) {
                return "";
            }
        };

        private final String setting;

        Saying(String setting) {
            this.setting = setting;
        }

        /** What stands before the first request of a connection. */
        abstract String opening(String client);

        /** What stands in each request, with its line end. */
        abstract String field(String client);
    }

    private Origin a;
    private Origin b;

    @BeforeEach
    void startServers() throws Exception {
        a = Origin.start("a");
        b = Origin.start("b");
    }

    @AfterEach
    void stopServers() {
        a.close();
        b.close();
    }

    private LiveFarm farm(Saying saying, String settings) throws Exception {
        return LiveFarm.start("realServers:\n  - { address: 127.0.0.1, port: " + a.port() + " }\n"
                + "  - { address: 127.0.0.1, port: " + b.port() + " }\n" + saying.setting + "\n" + settings);
    }

    private static String request(Saying saying, String client) {
        return "GET / HTTP/1.1\r\nHost: www.lab\r\n" + saying.field(client) + "\r\n";
    }

    /** The first answer on a new connection of the proxy's, for this client. */
    private static WireMessage visit(LiveFarm farm, Saying saying, String client) throws Exception {
        try (WireEnd end = WireEnd.to(farm.port())) {
            return end.ask(saying.opening(client) + request(saying, client));
        }
    }

    @ParameterizedTest
    @EnumSource(Saying.class)
    void each_client_stays_on_its_own_real_server_by_source_ip(Saying saying) throws Exception {
        try (LiveFarm farm = farm(saying, "persistence: { type: source-ip }")) {
            String ofAnna = visit(farm, saying, ANNA).body();
            String ofBerta = visit(farm, saying, BERTA).body();

            assertThat(ofBerta).isNotEqualTo(ofAnna);
            for (int i = 0; i < 5; i++) {
                assertThat(visit(farm, saying, ANNA).body()).isEqualTo(ofAnna);
                assertThat(visit(farm, saying, BERTA).body()).isEqualTo(ofBerta);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Saying.class)
    void a_client_that_asks_too_often_is_refused_and_another_behind_the_same_proxy_is_not(Saying saying)
            throws Exception {
        try (LiveFarm farm = farm(saying, "clients: { requestRate: 1, burst: 2 }")) {
            List<Integer> ofAnna = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                ofAnna.add(visit(farm, saying, ANNA).status());
            }

            assertThat(ofAnna.subList(0, 2)).containsOnly(200);
            assertThat(ofAnna).contains(429);
            assertThat(visit(farm, saying, BERTA).status()).isEqualTo(200);
        }
    }

    @Test
    void connections_are_counted_for_the_client_that_the_PROXY_protocol_names() throws Exception {
        Saying saying = Saying.PROXY_PROTOCOL;
        try (LiveFarm farm = farm(saying, "clients: { connections: 1 }");
                WireEnd first = WireEnd.to(farm.port())) {
            assertThat(first.ask(saying.opening(ANNA) + request(saying, ANNA)).status())
                    .isEqualTo(200);

            assertThat(visit(farm, saying, ANNA).status()).isEqualTo(429);
            assertThat(visit(farm, saying, BERTA).status()).isEqualTo(200);
            assertThat(first.ask(request(saying, ANNA)).status()).isEqualTo(200);
        }
    }

    @Test
    void who_is_not_trusted_cannot_leave_its_real_server_or_its_limit_by_another_address() throws Exception {
        try (LiveFarm farm = LiveFarm.start("realServers:\n  - { address: 127.0.0.1, port: " + a.port() + " }\n"
                + "  - { address: 127.0.0.1, port: " + b.port() + " }\n"
                + "persistence: { type: source-ip }\nclients: { requestRate: 1, burst: 2 }")) {
            List<WireMessage> answers = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                answers.add(visit(farm, Saying.FORWARDED_FOR, "203.0.113." + i));
            }

            assertThat(answers).extracting(WireMessage::status).contains(429);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() == 200)
                    .extracting(WireMessage::body)
                    .containsOnly(answers.get(0).body());
        }
    }
}
