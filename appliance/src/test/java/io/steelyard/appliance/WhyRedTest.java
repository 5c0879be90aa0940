package io.steelyard.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.steelyard.config.AdminConfig;
import io.steelyard.config.ApplianceConfig;
import io.steelyard.config.ConfigReader;
import io.steelyard.config.ConfigReading;
import io.steelyard.config.OnFreePort;
import io.steelyard.config.VirtualServiceConfig;
import io.steelyard.demo.DemoFarm;
import io.steelyard.demo.DemoPorts;
import io.steelyard.demo.TcpLevel;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole way of a red server, from a demo farm that is broken to what the API says of it. */
@Timeout(90)
class WhyRedTest {
    private static final String NTRIP = "ntrip.surveyor.lab";
    private static final String WWW = "www.surveyor.lab";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DemoFarm farm = DemoFarm.start(List.of(DemoPorts.FREE, DemoPorts.FREE));
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private @Nullable Appliance appliance;

    @AfterEach
    void stop() {
        if (appliance != null) {
            appliance.close();
        }
        farm.close();
    }

    /** A service with this health check and, where it is not empty, another that knows these host names. */
    private void start(String check, String elsewhere) throws CannotStart {
        String servers = "    realServers: [{address: 127.0.0.1, port: %d}, {address: 127.0.0.1, port: %d}]%n";
        String yaml = String.format(
                Locale.ROOT,
                "defaults: {health: {interval: 50ms, fastInterval: 20ms, fall: 2, rise: 2}}%n"
                        + "virtualServices:%n"
                        + "  - name: surveyor%n    address: 127.0.0.1%n    port: 1%n    healthChecks: [%s]%n" + servers
                        + "%s",
                check,
                farm.server(0).port(),
                farm.server(1).port(),
                elsewhere);
        ConfigReading reading = ConfigReader.withInstalledKinds().read("test", yaml);
        assertThat(reading).isInstanceOf(ConfigReading.Valid.class);
        ApplianceConfig read = ((ConfigReading.Valid) reading).config();
        List<VirtualServiceConfig> services =
                read.virtualServices().stream().map(OnFreePort::of).toList();
        appliance = Appliance.start(
                new ApplianceConfig(AdminConfig.open("127.0.0.1", 0), read.defaultHealth(), services, read.events()));
    }

    private String server(int index) {
        return "127.0.0.1:" + farm.server(index).port();
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:"
                + Objects.requireNonNull(appliance).adminAddress().getPort() + path);
        return client.send(
                request.uri(uri).timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode get(String path) {
        try {
            return JSON.readTree(send(HttpRequest.newBuilder(), path).body());
        } catch (Exception e) {
            throw new AssertionError(path, e);
        }
    }

    private HttpResponse<String> attempt(String body) throws Exception {
        return send(
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                "/api/v1/health-checks/try");
    }

    private JsonNode diagnosis(String kind) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> StreamSupport.stream(diagnoses().spliterator(), false)
                        .anyMatch(diagnosis -> diagnosis.path("kind").asText().equals(kind)));
        return StreamSupport.stream(diagnoses().spliterator(), false)
                .filter(diagnosis -> diagnosis.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode diagnoses() {
        return get("/api/v1/virtual-services/surveyor/diagnoses").path("diagnoses");
    }

    @Test
    void a_check_without_a_host_name_is_tried_with_each_known_one_and_the_fix_carries_its_proof() throws Exception {
        start(
                "{type: http, version: HTTP/1.0}",
                "  - {name: other, address: 127.0.0.1, port: 2, healthChecks: [{type: http, hosts: [" + NTRIP + ", "
                        + WWW + "]}]}\n");

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> diagnosis("no-host-sent").path("fix").path("edits").size() == 2);
        JsonNode diagnosis = diagnosis("no-host-sent");
        assertThat(diagnosis.path("sentence").asText())
                .isEqualTo("The health check sent no host name, and " + server(0) + " and " + server(1)
                        + " answered HTTP 400 from HTTP.sys: the server wants a host name");
        assertThat(diagnosis.path("fix").path("edits"))
                .hasToString("[{\"path\":\"healthChecks[0].version\",\"value\":\"HTTP/1.1\"},"
                        + "{\"path\":\"healthChecks[0].hosts\",\"value\":[\"" + NTRIP + "\",\"" + WWW + "\"]}]");
        assertThat(diagnosis.path("evidence").path(0).path("sent").asText()).startsWith("HEAD / HTTP/1.0\r\n");
        assertThat(diagnosis
                        .path("proof")
                        .path(0)
                        .path("verdict")
                        .path("received")
                        .asText())
                .startsWith("HTTP/1.1 200 OK");
        JsonNode cell = get("/api/v1/status").at("/virtualServices/0/realServers/0/cells/0");
        assertThat(cell.path("diagnosis").asText()).startsWith("The health check sent no host name");
    }

    @Test
    void a_stopped_pool_is_diagnosed_told_in_the_journal_and_over_when_it_runs_again() throws Exception {
        start("{type: http, hosts: [" + NTRIP + ", " + WWW + "]}", "");
        farm.server(1).stopPool(WWW);

        JsonNode diagnosis = diagnosis("application-pool-stopped");
        assertThat(diagnosis.path("sentence").asText()).contains(server(1)).contains(WWW);
        farm.server(1).startPool(WWW);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> diagnoses().isEmpty());

        assertThat(get("/api/v1/events?since=0").path("events").findValuesAsText("kind"))
                .contains("appliance-started", "cell-down", "diagnosis-found", "cell-up", "diagnosis-over");
        assertThat(get("/api/v1/journal?limit=2").path("events")).hasSize(2);
    }

    @Test
    void a_site_that_is_missing_on_one_server_is_told_as_bindings_that_differ() throws Exception {
        start("{type: http, hosts: [" + WWW + "]}", "");
        farm.server(0).stopSite(WWW);

        assertThat(diagnosis("bindings-differ").path("sentence").asText())
                .isEqualTo("The bindings differ: " + server(1) + " has a running site for " + WWW + ", " + server(0)
                        + " has none");
    }

    @Test
    void a_host_name_that_no_server_knows_and_a_site_stopped_everywhere_are_told_apart() throws Exception {
        start("{type: http, hosts: [nobody.lab, " + WWW + "]}", "");
        farm.server(0).stopSite(WWW);
        farm.server(1).stopSite(WWW);

        assertThat(diagnosis("host-name-unknown").path("sentence").asText()).contains("nobody.lab");
        assertThat(diagnosis("site-stopped").path("sentence").asText()).contains(WWW);
    }

    @Test
    void servers_that_refuse_and_reset_are_told_apart() throws Exception {
        start("{type: http, hosts: [" + WWW + "]}", "");
        farm.server(0).stop().join();
        farm.server(1).level(TcpLevel.RESET).join();

        assertThat(diagnosis("connection-refused").path("sentence").asText()).contains(server(0));
        assertThat(diagnosis("connection-reset").path("sentence").asText()).contains(server(1));
    }

    @Test
    void a_cell_shows_its_probes_and_transitions_and_can_be_probed_now() throws Exception {
        start("{type: http, hosts: [" + WWW + "]}", "");
        String path = "/api/v1/virtual-services/surveyor/cells/" + server(0) + "/" + WWW;
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> get(path).path("state").asText().equals("up"));

        JsonNode probed =
                JSON.readTree(send(HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.noBody()), path + "/probe")
                        .body());

        assertThat(probed.path("probe").path("sent").asText()).contains("Host: " + WWW + "\r\n");
        assertThat(get(path).path("transitions").path(0).path("to").asText()).isEqualTo("up");
        assertThat(get(path).path("probes")).isNotEmpty();
        assertThat(get(path.replace(WWW, "-")).path("status").asInt()).isEqualTo(404);
    }

    @Test
    void a_check_can_be_tried_without_being_saved_and_what_would_change_is_told() throws Exception {
        start("{type: http, hosts: [nobody.lab]}", "");

        JsonNode answer = JSON.readTree(attempt("{\"virtualService\":\"surveyor\",\"realServers\":[\"" + server(0)
                        + "\"],\"check\":{\"type\":\"http\",\"method\":\"GET\",\"hosts\":[\"" + NTRIP
                        + "\",{\"name\":\"" + WWW + "\",\"up\":[200]}]}}")
                .body());

        JsonNode trials = answer.path("trials");
        assertThat(trials).hasSize(2);
        assertThat(trials.path(0).path("would").asText()).isEqualTo("up");
        assertThat(trials.path(0).path("changes").asBoolean()).isTrue();
        assertThat(trials.path(0).path("verdict").path("sent").asText()).startsWith("GET / HTTP/1.1\r\n");
        assertThat(trials.path(1).path("would").asText()).isEqualTo("down");
    }

    @Test
    void a_trial_that_makes_no_sense_is_refused_with_what_is_wrong() throws Exception {
        start("{type: http, hosts: [" + WWW + "]}", "");

        assertThat(attempt("{").statusCode()).isEqualTo(400);
        assertThat(attempt("{\"virtualService\":\"x\"}").body()).contains("there is no virtual service 'x'");
        assertThat(attempt("{\"virtualService\":\"surveyor\",\"check\":{\"type\":\"http\",\"pth\":\"/\"}}")
                        .body())
                .contains("check.pth: this setting is not known here");
        assertThat(attempt(
                                "{\"virtualService\":\"surveyor\",\"realServers\":[\"192.0.2.1:80\"],\"check\":{\"type\":\"http\"}}")
                        .body())
                .contains("is no real server of surveyor");
        HttpResponse<String> foreign = send(
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .header("Origin", "http://evil.example")
                        .POST(HttpRequest.BodyPublishers.ofString("{}")),
                "/api/v1/health-checks/try");
        assertThat(foreign.statusCode()).isEqualTo(403);
    }
}
