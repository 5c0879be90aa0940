package io.steelyard.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.steelyard.config.AdminConfig;
import io.steelyard.config.ApplianceConfig;
import io.steelyard.config.ConfigReader;
import io.steelyard.config.ConfigReading;
import io.steelyard.config.NameServer;
import io.steelyard.names.ScriptedNameServer;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the whole appliance shows of real servers given by a name, with a name server on loopback. */
class NamedServerStatusTest {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void the_status_shows_the_addresses_of_names_with_their_age_and_what_is_wrong_with_others() throws Exception {
        try (ScriptedNameServer names = new ScriptedNameServer().has("web1.lab", 60, "127.0.0.1", "127.0.0.2");
                Appliance appliance = start(names)) {
            await().pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
                JsonNode servers = status(appliance).at("/virtualServices/0/realServers");
                assertThat(servers.at("/0/address").asText()).isEqualTo("127.0.0.1");
                assertThat(servers.at("/0/resolved/addresses/1").asText()).isEqualTo("127.0.0.2");
                assertThat(servers.at("/0/resolved/age").asText()).matches("\\d+s");
                assertThat(servers.at("/0/resolved/failure").isMissingNode()).isTrue();
                assertThat(servers.at("/1/address").asText()).isEqualTo("web2.lab");
                assertThat(servers.at("/1/resolved/failure").asText()).contains("NXDOMAIN");
                assertThat(servers.at("/1/resolved/age").isMissingNode()).isTrue();
                assertThat(servers.at("/1/state").asText()).isEqualTo("pending");
                assertThat(servers.at("/2/resolved").isMissingNode()).isTrue();
            });
        }
    }

    private static Appliance start(ScriptedNameServer names) throws Exception {
        String text = "virtualServices: [{ name: a, address: 127.0.0.1, port: " + freePort()
                + ", healthChecks: [{ type: tcp }],"
                + " realServers: [{ address: web1.lab }, { address: web2.lab }, { address: 127.0.0.1 }] }]";
        ConfigReading reading = ConfigReader.withInstalledKinds().read("test.yaml", text);
        ApplianceConfig read = ((ConfigReading.Valid) reading).config();
        return Appliance.start(new ApplianceConfig(
                AdminConfig.open("127.0.0.1", 0),
                read.defaultHealth(),
                read.virtualServices(),
                read.events(),
                List.of(new NameServer("127.0.0.1", names.address().getPort()))));
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private JsonNode status(Appliance appliance) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + appliance.adminAddress().getPort() + "/api/v1/status");
        return new ObjectMapper()
                .readTree(client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                        .body());
    }
}
