package io.steelyard.admin.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.steelyard.admin.About;
import io.steelyard.admin.AdminServer;
import io.steelyard.admin.Endpoint;
import io.steelyard.admin.FarmFixture;
import io.steelyard.admin.Who;
import io.steelyard.admin.backup.BackupEndpoint;
import io.steelyard.config.AdminConfig;
import io.steelyard.config.ConfigReader;
import io.steelyard.config.ConfigSettings;
import io.steelyard.config.Secrets;
import io.steelyard.config.revision.Beginning;
import io.steelyard.config.revision.RevisionStore;
import io.steelyard.service.change.Changes;
import io.steelyard.service.change.ScriptedRunning;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The API of a configuration in a real file, with real revisions, in front of what runs only in name. */
public final class ConfigStage implements AutoCloseable {
    static final String YAML = """
            # how it began
            virtualServices:
              - name: surveyor
                address: 127.0.0.1
                port: 8080
                healthChecks:
                  - { type: http, hosts: [www.surveyor.lab] }
                realServers:
                  - { address: 192.0.2.21, port: 80 }
                  - { address: "2001:db8::22", port: 8081, weight: 500 }
              - name: second
                address: 127.0.0.1
                port: 8082
                realServers: [{ address: 192.0.2.21 }]
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path file;
    private final RevisionStore store;
    private final ScriptedRunning running;
    private final Changes changes;
    private final AdminServer server;

    /** An answer with its body as JSON, or as text where it is none. */
    public record Answer(HttpResponse<String> response, JsonNode body) {
        public int status() {
            return response.statusCode();
        }

        public String text() {
            return response.body();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** The paths of the problems. */
        List<String> paths() {
            return body.path("problems").findValuesAsText("path");
        }
    }

    private ConfigStage(Path folder, String yaml) throws Exception {
        file = Files.writeString(folder.resolve("steelyard.yaml"), yaml);
        store = RevisionStore.open(file, RevisionStore.directoryOf(file));
        ConfigReader reader = ConfigReader.withInstalledKinds();
        Clock clock = Clock.systemUTC();
        Beginning.Ready ready = (Beginning.Ready) Beginning.of(store, reader, clock);
        running = new ScriptedRunning(ready.config(), ready.revision().number());
        changes = new Changes(running, store, reader, ready, clock);
        Secrets secrets = new Secrets(ConfigSettings.of(reader.kinds()));
        Who who = ctx -> "anna";
        List<Endpoint> parts = List.of(
                new ConfigurationEndpoint(changes, secrets, who),
                new ObjectsEndpoint(changes, secrets, who),
                new RevisionsEndpoint(changes, secrets, who),
                new BackupEndpoint(changes, who, clock));
        FarmFixture farm = FarmFixture.surveyor();
        server = AdminServer.start(
                AdminConfig.open("127.0.0.1", 0),
                farm,
                farm.meters,
                new About("1.2.3", FarmFixture.START, clock),
                null,
                parts);
    }

    public static ConfigStage start(Path folder) throws Exception {
        return new ConfigStage(folder, YAML);
    }

    public static ConfigStage start(Path folder, String yaml) throws Exception {
        return new ConfigStage(folder, yaml);
    }

    public Answer get(String path, String... headers) {
        return ask("GET", path, null, headers);
    }

    /** A change from what is in force. */
    public Answer change(String method, String path, @Nullable String json) {
        return ask(method, path, json, "If-Match", "\"" + revision() + "\"", "Content-Type", "application/json");
    }

    public Answer changed(String method, String path, @Nullable String json) {
        Answer answer = change(method, path, json);
        if (answer.status() >= 300) {
            throw new AssertionError(method + " " + path + ": " + answer.text());
        }
        return answer;
    }

    public Answer ask(String method, String path, @Nullable String body, String... headers) {
        return send(method, path, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body), headers);
    }

    /** The bytes at this path. */
    public byte[] bytes(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofByteArray())
                .body();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.address().getPort() + "/api/v1" + path);
    }

    public Answer send(String method, String path, BodyPublisher sent, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(30))
                .method(method, sent);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            boolean json = response.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.contains("json"))
                    .isPresent();
            return new Answer(response, json ? JSON.readTree(response.body()) : JSON.nullNode());
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(method + " " + path, e);
        }
    }

    public long revision() {
        return changes.standing().revision().number();
    }

    public Changes changes() {
        return changes;
    }

    public ScriptedRunning running() {
        return running;
    }

    Path file() {
        return file;
    }

    public String fileText() throws IOException {
        return Files.readString(file);
    }

    @Override
    public void close() {
        server.close();
        store.close();
    }
}
