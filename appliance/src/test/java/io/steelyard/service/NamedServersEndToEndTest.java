package io.steelyard.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.names.Answer;
import io.steelyard.names.NameState;
import io.steelyard.pool.ServerState;
import io.steelyard.pool.ServerStatus;
import io.steelyard.pool.SimulatedTime;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real servers given by a name, with real sockets, and with the time of the names in the test's hands. */
class NamedServersEndToEndTest {
    private static final String CHECKED = "healthChecks: [{ type: tcp }]\n";

    private final SimulatedTime time = new SimulatedTime();
    private Answer answer = new Answer.Failed("no name server answers");

    @ParameterizedTest
    @ValueSource(
            strings = {
                CHECKED,
                "",
                "healthChecks: [{ type: none }]\n",
                "healthChecks: [{ type: none }]\nwhenAllDown: use-all\n",
                "healthChecks: [{ type: tcp }, { type: none }]\nhealthCombine: any\n"
            })
    void a_virtual_service_starts_before_a_name_is_known_and_its_real_server_says_what_is_missing(String settings)
            throws Exception {
        try (LiveFarm farm = start(settings + servers(80, "first"))) {
            ServerStatus server = servers(farm).get(0);

            assertThat(farm.get("/").statusCode()).isEqualTo(503);
            assertThat(server.server().name()).isEqualTo("web1.lab:80");
            assertThat(server.state()).isEqualTo(ServerState.PENDING);
            assertThat(server.cells().get(0).reason())
                    .isEqualTo("name web1.lab is not known yet: no name server answers");
        }
    }

    @Test
    void a_real_server_is_used_as_soon_as_its_name_is_known() throws Exception {
        try (Origin origin = Origin.start("one");
                LiveFarm farm = start(CHECKED + servers(origin.port(), "first"))) {
            becomes(60, "127.0.0.1");

            awaitBody(farm, "one");
        }
    }

    @Test
    void a_name_that_moves_takes_its_real_server_along() throws Exception {
        try (Origin one = Origin.start("one");
                Origin two = Origin.start("two", "127.0.0.2", one.port());
                LiveFarm farm = start(CHECKED + servers(one.port(), "first"))) {
            becomes(60, "127.0.0.1");
            awaitBody(farm, "one");

            becomes(60, "127.0.0.2");

            assertThat(farm.get("/").body()).isEqualTo("two");
            assertThat(servers(farm)).singleElement().satisfies(server -> {
                assertThat(server.server().name()).isEqualTo("web1.lab:" + one.port());
                assertThat(server.state()).isEqualTo(ServerState.UP);
            });
            assertThat(two.port()).isEqualTo(one.port());
        }
    }

    @Test
    void the_last_good_address_is_used_while_the_name_server_fails_and_its_age_is_known() throws Exception {
        try (Origin origin = Origin.start("one");
                LiveFarm farm = start(CHECKED + servers(origin.port(), "first"))) {
            becomes(60, "127.0.0.1");
            awaitBody(farm, "one");

            answer = new Answer.Failed("the name server failed (SERVFAIL)");
            time.pass(Duration.ofSeconds(95));

            assertThat(farm.get("/").body()).isEqualTo("one");
            NameState known = Objects.requireNonNull(farm.service().nameOf("web1.lab:" + origin.port()));
            assertThat(known.age(time.instant())).isEqualTo(Duration.ofSeconds(60 - 1 + 95)); // found after one second
            assertThat(known.failure()).isEqualTo("the name server failed (SERVFAIL)");
        }
    }

    @Test
    void every_address_of_a_name_is_a_real_server_where_all_are_used_and_goes_with_it() throws Exception {
        try (Origin one = Origin.start("one");
                Origin two = Origin.start("two", "127.0.0.2", one.port());
                LiveFarm farm = start(CHECKED + servers(one.port(), "all"))) {
            becomes(60, "127.0.0.1", "127.0.0.2");
            awaitUp(farm, "web1.lab@127.0.0.1:" + one.port(), "web1.lab@127.0.0.2:" + two.port());

            becomes(60, "127.0.0.2");

            awaitUp(farm, "web1.lab@127.0.0.2:" + two.port());
            assertThat(farm.get("/").body()).isEqualTo("two");
        }
    }

    private static String servers(int port, String resolve) {
        return "realServers: [{ address: web1.lab, port: " + port + ", resolve: " + resolve + " }]\n";
    }

    private LiveFarm start(String settings) throws Exception {
        LiveFarm farm = LiveFarm.start(settings, name -> CompletableFuture.completedFuture(answer), time);
        time.pass(Duration.ZERO);
        return farm;
    }

    /** The name has these addresses when it is asked for next, which is now. */
    private void becomes(int ttl, String... addresses) {
        answer = new Answer.Found(
                Stream.of(addresses).map(NamedServersEndToEndTest::ip).toList(), Duration.ofSeconds(ttl));
        time.pass(Duration.ofSeconds(60));
    }

    private static List<ServerStatus> servers(LiveFarm farm) {
        return farm.service().roster().servers();
    }

    private static void awaitBody(LiveFarm farm, String body) {
        await().pollInterval(Duration.ofMillis(10))
                .until(() -> farm.get("/").body().equals(body));
    }

    private static void awaitUp(LiveFarm farm, String... names) {
        await().pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(servers(farm))
                        .filteredOn(server -> server.state() == ServerState.UP)
                        .extracting(server -> server.server().name())
                        .containsExactly(names));
        assertThat(servers(farm)).hasSize(names.length);
    }

    private static InetAddress ip(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
