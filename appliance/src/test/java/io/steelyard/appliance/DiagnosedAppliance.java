package io.steelyard.appliance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.steelyard.config.AdminConfig;
import io.steelyard.config.ApplianceConfig;
import io.steelyard.config.ConfigReader;
import io.steelyard.config.ConfigReading;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** A whole appliance with one virtual service, seen through what its API says is wrong with it. */
final class DiagnosedAppliance implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Appliance appliance;

    private DiagnosedAppliance(Appliance appliance) {
        this.appliance = appliance;
    }

    /**
     * In front of real servers on these ports of the loopback address.
     *
     * @param check a health check in YAML's flow form
     * @param timeouts as a configuration writes them
     */
    static DiagnosedAppliance start(String check, String timeouts, int servicePort, int... ports) throws CannotStart {
        String yaml = String.format(
                Locale.ROOT,
                "defaults: {health: {interval: 50ms, fastInterval: 20ms, fall: 2, rise: 2%s}}%n"
                        + "virtualServices:%n  - name: surveyor%n    address: 127.0.0.1%n    port: %d%n"
                        + "    healthChecks: [%s]%n    realServers: [%s]%n",
                timeouts,
                servicePort,
                check,
                Arrays.stream(ports)
                        .mapToObj(port -> "{address: 127.0.0.1, port: " + port + "}")
                        .collect(Collectors.joining(", ")));
        if (!(ConfigReader.withInstalledKinds().read("test", yaml) instanceof ConfigReading.Valid valid)) {
            throw new AssertionError(
                    ConfigReader.withInstalledKinds().read("test", yaml).toString());
        }
        ApplianceConfig read = valid.config();
        return new DiagnosedAppliance(Appliance.start(new ApplianceConfig(
                AdminConfig.open("127.0.0.1", 0), read.defaultHealth(), read.virtualServices(), read.events())));
    }

    /** The diagnosis of this kind, once there is one that is like this. */
    JsonNode diagnosis(String kind, Predicate<JsonNode> like) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .alias(kind)
                .until(() -> find(kind, like), found -> !found.isMissingNode());
    }

    private JsonNode find(String kind, Predicate<JsonNode> like) throws IOException, InterruptedException {
        for (JsonNode one : get("/api/v1/virtual-services/surveyor/diagnoses").path("diagnoses")) {
            if (one.path("kind").asText().equals(kind) && like.test(one)) {
                return one;
            }
        }
        return MissingNode.getInstance();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + appliance.adminAddress().getPort() + path);
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build();
        return JSON.readTree(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    @Override
    public void close() {
        appliance.close();
    }
}
