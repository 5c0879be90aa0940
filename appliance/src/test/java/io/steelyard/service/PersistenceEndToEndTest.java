package io.steelyard.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.pool.ServerState;
import io.steelyard.pool.ServerStatus;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients stay on their real servers, through real sockets. */
class PersistenceEndToEndTest {
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

    /** Who a client is, and what it asks for. */
    record Client(String address, String user, String path, String host) {}

    /** One kind of persistence with two clients that differ in nothing but what it tells clients apart by. */
    record Kind(String settings, Client one, Client other) {
        @Override
        public String toString() {
            return settings;
        }
    }

    private static Client client(String address, String user, String path, String host) {
        return new Client(address, user, path, host);
    }

    static Stream<Kind> kinds() {
        Client plain = client("127.0.0.2", "anna", "/login", "www.lab");
        return Stream.of(
                new Kind("type: source-ip", plain, client("127.0.0.3", "anna", "/login", "www.lab")),
                new Kind("type: cookie", plain, plain),
                new Kind("type: application-cookie, name: sid", plain, plain),
                new Kind("type: cookie, orSourceIp: true", plain, client("127.0.0.3", "anna", "/login", "www.lab")),
                new Kind("type: uri", plain, client("127.0.0.2", "anna", "/other", "www.lab")),
                new Kind(
                        "type: query-item, name: u",
                        client("127.0.0.2", "anna", "/login?u=1", "www.lab"),
                        client("127.0.0.2", "anna", "/login?u=2", "www.lab")),
                new Kind("type: header, name: X-User", plain, client("127.0.0.2", "ben", "/login", "www.lab")),
                new Kind("type: host", plain, client("127.0.0.2", "anna", "/login", "other.lab")));
    }

    private LiveFarm farm(String persistence) throws Exception {
        LiveFarm farm = LiveFarm.start("realServers:\n  - { address: 127.0.0.1, port: " + a.port() + " }\n"
                + "  - { address: 127.0.0.1, port: " + b.port() + " }\n"
                + "healthChecks: [{ type: http, path: /check }]\n"
                + "persistence: { " + persistence + " }");
        awaitState(farm, a, ServerState.UP);
        awaitState(farm, b, ServerState.UP);
        return farm;
    }

    private static void awaitState(LiveFarm farm, Origin origin, ServerState state) {
        await().untilAsserted(() -> assertThat(farm.service().roster().servers())
                .filteredOn(server -> server.server().address().getPort() == origin.port())
                .extracting(ServerStatus::state)
                .containsExactly(state));
    }

    private Origin named(String name) {
        return name.equals("a") ? a : b;
    }

    private static Visitor visitor(LiveFarm farm, Client client) {
        return new Visitor(farm, client.address, client.user);
    }

    private static List<String> visits(Visitor visitor, Client client) throws Exception {
        return List.of(
                visitor.visit(client.path, client.host),
                visitor.visit(client.path, client.host),
                visitor.visit(client.path, client.host));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void two_clients_stay_apart_move_when_their_real_server_is_down_and_stay_again(Kind kind) throws Exception {
        try (LiveFarm farm = farm(kind.settings)) {
            Visitor one = visitor(farm, kind.one);
            Visitor other = visitor(farm, kind.other);
            String first = one.visit(kind.one.path, kind.one.host);
            String second = other.visit(kind.other.path, kind.other.host);

            assertThat(second).isNotEqualTo(first);
            assertThat(visits(one, kind.one)).containsOnly(first);
            assertThat(visits(other, kind.other)).containsOnly(second);

            named(first).answerChecks(500);
            awaitState(farm, named(first), ServerState.DOWN);

            assertThat(visits(one, kind.one)).containsOnly(second);

            named(first).answerChecks(200);
            awaitState(farm, named(first), ServerState.UP);

            assertThat(visits(one, kind.one)).as("back up").containsOnly(second);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_draining_real_server_keeps_its_client_and_gets_no_other(Kind kind) throws Exception {
        try (LiveFarm farm = farm(kind.settings)) {
            Visitor one = visitor(farm, kind.one);
            String first = one.visit(kind.one.path, kind.one.host);
            farm.pool().drain("127.0.0.1:" + named(first).port());

            assertThat(visits(one, kind.one)).containsOnly(first);
            assertThat(visits(visitor(farm, kind.other), kind.other)).doesNotContain(first);
            assertThat(visits(one, kind.one)).containsOnly(first);
        }
    }

    @Test
    void a_real_server_that_dies_between_two_requests_costs_its_client_nothing_but_the_session() throws Exception {
        try (LiveFarm farm = farm("type: source-ip")) {
            Visitor one = new Visitor(farm, "127.0.0.2", "anna");
            String first = one.visit("/", "www.lab");
            named(first).close();

            assertThat(one.visit("/", "www.lab")).isIn("a", "b").isNotEqualTo(first);
        }
    }

    @Test
    void our_cookie_is_set_once_and_the_applications_own_goes_through() throws Exception {
        try (LiveFarm farm = farm("type: cookie, name: LB, secret: 0123456789abcdef")) {
            Visitor one = new Visitor(farm, "127.0.0.2", "anna");
            one.visit("/login", "www.lab");
            String ours = one.cookies().get("LB");

            assertThat(ours).hasSize(22);
            assertThat(one.cookies()).containsKey("sid");

            one.cookies().remove("sid");
            one.visit("/", "www.lab");

            assertThat(one.cookies()).containsOnlyKeys("LB").containsEntry("LB", ours);
        }
    }
}
