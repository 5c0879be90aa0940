package io.steelyard.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.steelyard.config.AdminConfig;
import io.steelyard.config.ApplianceConfig;
import io.steelyard.config.EventsConfig;
import io.steelyard.config.HealthTimes;
import io.steelyard.demo.DemoFarm;
import io.steelyard.demo.DemoPorts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What health checks say of real servers that are not configured, on an appliance without any virtual service. */
@Timeout(60)
class PreviewTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DemoFarm farm = DemoFarm.start(List.of(DemoPorts.FREE));
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private @Nullable Appliance appliance;

    @BeforeEach
    void start() throws CannotStart {
        appliance = Appliance.start(new ApplianceConfig(
                AdminConfig.open("127.0.0.1", 0), HealthTimes.DEFAULT, List.of(), EventsConfig.DEFAULT));
    }

    @AfterEach
    void stop() {
        if (appliance != null) {
            appliance.close();
        }
        farm.close();
    }

    @Test
    void every_host_name_is_tried_on_a_real_server_that_is_not_configured() throws Exception {
        String body = String.format(
                "{\"realServers\": [{\"address\": \"127.0.0.1\", \"port\": %d}], \"check\": {\"type\": \"http\","
                        + " \"hosts\": [\"ntrip.surveyor.lab\", {\"name\": \"nobody.surveyor.lab\"}]}}",
                farm.server(0).port());

        HttpResponse<String> answer = preview(body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode trials = JSON.readTree(answer.body()).path("trials");
        assertThat(trials.findValuesAsText("host")).containsExactly("ntrip.surveyor.lab", "nobody.surveyor.lab");
        assertThat(trials.path(0).path("verdict").path("up").asBoolean()).isTrue();
        assertThat(trials.path(1).path("verdict").path("up").asBoolean()).isFalse();
        assertThat(trials.path(1).path("verdict").path("sent").asText()).contains("nobody.surveyor.lab");
    }

    @Test
    void a_name_that_nobody_knows_is_a_real_server_that_is_down() throws Exception {
        HttpResponse<String> answer =
                preview("{\"realServers\": [{\"address\": \"nobody.invalid\"}], \"check\": {\"type\": \"tcp\"}}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode verdict = JSON.readTree(answer.body()).path("trials").path(0).path("verdict");
        assertThat(verdict.path("up").asBoolean(true)).isFalse();
        assertThat(verdict.path("reason").asText()).isEqualTo("no address is known for nobody.invalid");
    }

    @Test
    void what_cannot_be_tried_is_refused_and_named() throws Exception {
        HttpResponse<String> address = preview("{\"realServers\": [{\"address\": \"192.0.2.256\"}], \"check\": {}}");
        HttpResponse<String> nobody = preview("{\"check\": {\"type\": \"tcp\"}}");
        HttpResponse<String> kind =
                preview("{\"realServers\": [{\"address\": \"127.0.0.1\"}], \"check\": {\"type\": \"gopher\"}}");

        assertThat(List.of(address.statusCode(), nobody.statusCode(), kind.statusCode()))
                .containsOnly(422);
        assertThat(address.body()).contains("realServers[0].address", "192.0.2.256");
        assertThat(nobody.body()).contains("realServers");
        assertThat(kind.body()).contains("gopher");
    }

    private HttpResponse<String> preview(String body) throws Exception {
        URI uri = URI.create("http://127.0.0.1:"
                + Objects.requireNonNull(appliance).adminAddress().getPort() + "/api/v1/health-checks/preview");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
