package io.steelyard.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.demo.DemoFarm;
import io.steelyard.demo.DemoPorts;
import io.steelyard.demo.DemoServer;
import io.steelyard.health.CellState;
import io.steelyard.pool.ServiceState;
import io.steelyard.wire.ScriptedOrigin;
import io.steelyard.wire.WireEnd;
import io.steelyard.wire.WireMessage;
import java.io.IOException;
import java.net.SocketException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the farm administrator lives through, with three servers that behave as IIS does. */
class FarmStoriesTest {
    private static final String NTRIP = "ntrip.surveyor.lab";
    private static final String WWW = "www.surveyor.lab";
    private static final String BY_HOST_NAMES = "[{ type: http, hosts: [" + NTRIP + ", " + WWW + "] }]";

    private DemoFarm farm;

    @BeforeEach
    void startFarm() {
        farm = DemoFarm.start(List.of(DemoPorts.FREE, DemoPorts.FREE, DemoPorts.FREE));
    }

    @AfterEach
    void endFarm() {
        farm.close();
    }

    @Test
    void a_check_without_a_host_name_turns_red_and_says_that_the_server_wants_one() throws Exception {
        try (TestAppliance appliance = start("[{ type: http, version: HTTP/1.0 }]")) {
            appliance.awaitEverywhere(null, CellState.DOWN);

            assertThat(appliance.cell(0, null).reason())
                    .isEqualTo("HTTP 400 from HTTP.sys: the request carried no host name; the server wants one");
            assertThat(appliance.roster().state()).isEqualTo(ServiceState.DOWN);
        }
    }

    @Test
    void clients_of_a_farm_that_is_red_get_503_with_the_time_to_try_again() throws Exception {
        try (TestAppliance appliance = start("[{ type: http, version: HTTP/1.0 }]")) {
            appliance.awaitEverywhere(null, CellState.DOWN);

            WireMessage response = get(appliance, NTRIP);

            assertThat(response.status()).isEqualTo(503);
            assertThat(response.has("Retry-After")).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0", "HTTP/1.1"})
    void the_same_check_with_the_host_names_turns_green_and_traffic_flows_to_every_server(String version)
            throws Exception {
        try (TestAppliance appliance =
                start("[{ type: http, version: " + version + ", hosts: [" + NTRIP + ", " + WWW + "] }]")) {
            appliance.awaitEverywhere(NTRIP, CellState.UP);
            appliance.awaitEverywhere(WWW, CellState.UP);

            assertThat(servedBy(appliance, 9)).containsExactlyInAnyOrder("iis1", "iis2", "iis3");
            assertThat(appliance.roster().state()).isEqualTo(ServiceState.UP);
        }
    }

    @Test
    void an_application_pool_stopped_on_one_server_keeps_only_its_own_site_away_from_it() throws Exception {
        try (TestAppliance appliance = start(BY_HOST_NAMES)) {
            appliance.awaitEverywhere(NTRIP, CellState.UP);
            appliance.awaitEverywhere(WWW, CellState.UP);
            farm.server(1).stopPool(NTRIP);
            appliance.awaitCell(1, NTRIP, CellState.DOWN);

            assertThat(servedBy(appliance, 12)).containsExactlyInAnyOrder("iis1", "iis3");
            assertThat(appliance.cell(1, NTRIP).reason())
                    .isEqualTo("HTTP 503 from HTTP.sys: the application pool is stopped");
            assertThat(appliance.roster().state()).isEqualTo(ServiceState.DEGRADED);
        }
    }

    @Test
    void the_other_site_still_uses_all_three_servers() throws Exception {
        try (TestAppliance appliance = start(BY_HOST_NAMES)) {
            appliance.awaitEverywhere(WWW, CellState.UP);
            farm.server(1).stopPool(NTRIP);
            appliance.awaitCell(1, NTRIP, CellState.DOWN);

            assertThat(serversOf(appliance, WWW, 30)).containsExactlyInAnyOrder("iis1", "iis2", "iis3");
        }
    }

    @Test
    void an_application_pool_that_is_started_again_gets_its_traffic_back_by_itself() throws Exception {
        try (TestAppliance appliance = start(BY_HOST_NAMES)) {
            appliance.awaitEverywhere(NTRIP, CellState.UP);
            farm.server(1).stopPool(NTRIP);
            appliance.awaitCell(1, NTRIP, CellState.DOWN);
            farm.server(1).startPool(NTRIP);
            appliance.awaitCell(1, NTRIP, CellState.UP);

            assertThat(servedBy(appliance, 9)).containsExactlyInAnyOrder("iis1", "iis2", "iis3");
        }
    }

    @Test
    void a_stopped_site_is_told_apart_from_a_stopped_pool() throws Exception {
        try (TestAppliance appliance = start(BY_HOST_NAMES)) {
            farm.server(2).stopSite(WWW);
            appliance.awaitCell(2, WWW, CellState.DOWN);

            assertThat(appliance.cell(2, WWW).reason())
                    .isEqualTo("HTTP 404 from HTTP.sys: the site is stopped or has no binding for " + WWW);
        }
    }

    @Test
    void a_required_host_name_that_is_down_takes_the_whole_server_out() throws Exception {
        try (TestAppliance appliance =
                start("[{ type: http, hosts: [{ name: " + WWW + ", policy: required }, " + NTRIP + "] }]")) {
            appliance.awaitEverywhere(NTRIP, CellState.UP);
            farm.server(0).stopPool(WWW);
            appliance.awaitCell(0, WWW, CellState.DOWN);

            assertThat(servedBy(appliance, 9)).containsExactlyInAnyOrder("iis2", "iis3");
        }
    }

    @Test
    void a_redirect_without_a_scheme_turns_red_with_the_location_that_it_sent() throws Exception {
        String looping =
                "HTTP/1.1 302 Redirect\r\nLocation: /www.business.lab/x/www.business.lab/x\r\nContent-Length: 0\r\n\r\n";
        String check = "[{ type: http, hosts: [{ name: " + WWW + ", location: '^http://www\\.business\\.lab/' }] }]";
        try (Answering server = new Answering(looping);
                TestAppliance appliance = TestAppliance.start(check, List.of(server.port()))) {
            appliance.awaitCell(0, WWW, CellState.DOWN);

            assertThat(appliance.cell(0, WWW).reason())
                    .isEqualTo("Location '/www.business.lab/x/www.business.lab/x' does not match"
                            + " ^http://www\\.business\\.lab/");
        }
    }

    @Test
    void the_right_redirect_is_green() throws Exception {
        String check = "[{ type: http, hosts: [{ name: " + WWW + ", location: '^http://www\\.business\\.lab/' }] }]";
        try (TestAppliance appliance = start(check)) {
            appliance.awaitEverywhere(WWW, CellState.UP);

            assertThat(get(appliance, WWW).values("Location"))
                    .containsExactly("http://www.business.lab/surveyors/services");
        }
    }

    private TestAppliance start(String healthChecks) throws CannotStart {
        return TestAppliance.start(
                healthChecks, farm.servers().stream().map(DemoServer::port).toList());
    }

    private static WireMessage get(TestAppliance appliance, String host) throws IOException {
        try (WireEnd client = appliance.client()) {
            return client.ask("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
        }
    }

    /** Which real servers answered so many requests for the site that names its server. */
    private static Set<String> servedBy(TestAppliance appliance, int requests) throws IOException {
        Set<String> servers = new HashSet<>();
        for (int i = 0; i < requests; i++) {
            WireMessage response = get(appliance, NTRIP);
            assertThat(response.status()).isEqualTo(200);
            servers.add(response.body().replaceAll("(?s).*Served by real server (\\w+)\\..*", "$1"));
        }
        return servers;
    }

    /** Which real servers had a GET for this site, of so many sent. */
    private Set<String> serversOf(TestAppliance appliance, String host, int requests) throws IOException {
        Set<String> servers = new HashSet<>();
        for (int i = 0; i < requests; i++) {
            String mark = "/" + i;
            try (WireEnd client = appliance.client()) {
                client.ask("GET " + mark + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
            }
            farm.servers().stream()
                    .filter(server -> server.lastHead().startsWith("GET " + mark + " "))
                    .forEach(server -> servers.add(server.name()));
        }
        return servers;
    }

    /** A real server that gives everybody the same answer. */
    private static final class Answering implements AutoCloseable {
        private final ScriptedOrigin origin = ScriptedOrigin.start();
        private final CompletableFuture<Void> done;

        Answering(String response) throws IOException {
            done = CompletableFuture.runAsync(() -> {
                try {
                    while (true) {
                        try (WireEnd connection = origin.accept()) {
                            connection.request();
                            connection.send(response);
                        }
                    }
                } catch (SocketException closed) {
                    // That is how it is ended.
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
        }

        int port() {
            return origin.port();
        }

        @Override
        public void close() throws IOException {
            origin.close();
            done.orTimeout(5, TimeUnit.SECONDS).join();
        }
    }
}
