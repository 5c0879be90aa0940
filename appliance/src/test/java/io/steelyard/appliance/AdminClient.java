package io.steelyard.appliance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.steelyard.config.AdminConfig;
import io.steelyard.config.ApplianceConfig;
import io.steelyard.config.ConfigReader;
import io.steelyard.config.ConfigReading;
import io.steelyard.config.OnFreePort;
import io.steelyard.config.VirtualServiceConfig;
import io.steelyard.service.change.Changes;
import io.steelyard.service.change.Changing;
import io.steelyard.service.change.Draft;
import io.steelyard.wire.WireEnd;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A whole appliance on free ports, and whoever uses its API. */
final class AdminClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Appliance appliance;

    private AdminClient(Appliance appliance) {
        this.appliance = appliance;
    }

    /** Starts what this YAML says, with every port a free one. */
    static AdminClient start(String yaml) throws CannotStart {
        return new AdminClient(Appliance.start(read(yaml)));
    }

    /** Goes on with what this YAML says. */
    Changing apply(String yaml) {
        Changes changes = appliance.changes();
        return changes.apply(Draft.ofText(changes.standing().revision().number(), yaml, "anna", "to see"));
    }

    private static ApplianceConfig read(String yaml) {
        ConfigReading reading = ConfigReader.withInstalledKinds().read("test.yaml", yaml);
        if (!(reading instanceof ConfigReading.Valid valid)) {
            throw new AssertionError(reading.toString());
        }
        List<VirtualServiceConfig> services =
                valid.config().virtualServices().stream().map(OnFreePort::of).toList();
        return new ApplianceConfig(
                AdminConfig.open("127.0.0.1", 0),
                valid.config().defaultHealth(),
                services,
                valid.config().events());
    }

    /** A client's connection to the virtual service at this place. */
    WireEnd client(int service) throws IOException {
        return WireEnd.to(appliance.addresses().get(service).getPort());
    }

    /** Where the admin side listens. */
    int port() {
        return appliance.adminAddress().getPort();
    }

    /** Every method and path that the admin side answers. */
    Set<String> endpoints() {
        return appliance.endpoints();
    }

    JsonNode get(String path) {
        try {
            return JSON.readTree(send(HttpRequest.newBuilder(), path).body());
        } catch (IOException e) {
            throw new AssertionError(path, e);
        }
    }

    HttpResponse<String> post(String path, String body) {
        return send(
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)),
                path);
    }

    JsonNode posted(String path, String body) {
        try {
            return JSON.readTree(post(path, body).body());
        } catch (IOException e) {
            throw new AssertionError(path, e);
        }
    }

    HttpResponse<String> send(HttpRequest.Builder request, String path) {
        URI uri = URI.create("http://127.0.0.1:" + appliance.adminAddress().getPort() + path);
        try {
            return client.send(request.uri(uri).timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(path, e);
        }
    }

    @Override
    public void close() {
        appliance.close();
    }
}
