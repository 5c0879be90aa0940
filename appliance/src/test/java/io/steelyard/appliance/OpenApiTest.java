package io.steelyard.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.steelyard.config.ConfigReader;
import io.steelyard.config.ConfigReading.Valid;
import io.steelyard.wire.ScriptedOrigin;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The OpenAPI document against a whole appliance. */
@Timeout(90)
class OpenApiTest {
    private static final String BASE = "/api/v1";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static AdminClient admin;
    private static JsonNode document;

    @BeforeAll
    static void start() throws Exception {
        int nobody = ScriptedOrigin.unusedPort();
        admin = AdminClient.start(String.format(Locale.ROOT, """
                defaults: {health: {interval: 50ms, fastInterval: 20ms, fall: 1, rise: 1, connectTimeout: 1s}}
                virtualServices:
                  - name: surveyor
                    address: 127.0.0.1
                    port: 80
                    persistence: { type: source-ip }
                    healthChecks: [{ type: http, hosts: [www.surveyor.lab] }]
                    realServers: [{ address: 127.0.0.1, port: %d }]
                """, nobody));
        admin.apply("virtualServices: []\nadmin: { port: 8443 }\n");
        admin.apply(Files.readString(Path.of("../deploy/example/steelyard.yaml"))
                .replaceAll("port: 80\\b", "port: " + ScriptedOrigin.unusedPort()));
        document = admin.get(BASE + "/openapi.json");
    }

    @AfterAll
    static void stop() {
        admin.close();
    }

    private static List<String> errors(String schema, JsonNode value) {
        ObjectNode whole = JSON.createObjectNode();
        whole.put("$ref", "#/components/schemas/" + schema);
        whole.set("components", document.path("components"));
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(whole).validate(value).stream()
                .map(Object::toString)
                .sorted()
                .toList();
    }

    @Test
    void every_route_of_the_server_is_in_it_and_the_other_way_round() {
        Set<String> told = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> told.add(method.toUpperCase(Locale.ROOT) + " " + BASE + path.getKey())));

        Set<String> there = admin.endpoints().stream()
                .filter(endpoint -> endpoint.contains(" " + BASE) && !endpoint.startsWith("HEAD "))
                .map(endpoint -> endpoint.replaceAll("/:(\\w+)", "/{$1}"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(told).as("see api.yaml").isEqualTo(there);
    }

    @Test
    void it_is_whole() {
        assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
        List<String> ids = document.path("paths").findValuesAsText("operationId");
        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(40);
        assertThat(document.findValuesAsText("$ref"))
                .isNotEmpty()
                .allMatch(reference -> !document.at(reference.substring(1)).isMissingNode());
        assertThat(document.path("paths").findValuesAsText("summary")).hasSameSizeAs(ids);
    }

    @Test
    void the_schemas_carry_the_help_of_the_settings() {
        JsonNode weight = document.at("/components/schemas/RealServer/properties/weight");

        assertThat(weight.path("description").asText()).contains("share of new clients");
        assertThat(weight.path("default").asInt()).isEqualTo(1000);
        assertThat(weight.path("maximum").asInt()).isEqualTo(65535);
        assertThat(document.at("/components/schemas/RealServer/required").toString())
                .isEqualTo("[\"address\"]");
    }

    @ParameterizedTest
    @CsvSource({
        "Status, /status",
        "Journal, /journal",
        "Entries, /events?since=0",
        "Statistics, /statistics?range=day",
        "System, /system",
        "Settings, /settings",
        "Maintenance, /maintenance",
        "Configuration, /configuration",
        "VirtualServices, /virtual-services",
        "VirtualService, /virtual-services/surveyor",
        "RealServers, /virtual-services/surveyor/real-servers",
        "HealthChecks, /virtual-services/surveyor/health-checks",
        "HealthCheck, /virtual-services/surveyor/health-checks/0",
        "Sessions, /virtual-services/surveyor/sessions",
        "Diagnoses, /virtual-services/surveyor/diagnoses",
        "Revisions, /revisions",
        "Configuration, /revisions/2",
        "Difference, /revisions/2/diff",
        "Captures, /captures",
        "Session, /session",
        "Users, /users",
        "Tokens, /tokens",
        "Audit, /audit",
        "Problem, /nowhere",
        "Problem, /virtual-services/nobody",
    })
    void answers_are_as_it_says(String schema, String path) {
        JsonNode answer = admin.get(BASE + path);

        assertThat(errors(schema, answer)).as(path + ": " + answer).isEmpty();
    }

    @Test
    void a_cell_is_as_it_says() {
        JsonNode shown = admin.get(BASE + "/status").at("/virtualServices/0/realServers/0");
        String path = BASE + "/virtual-services/surveyor/cells/"
                + shown.path("name").asText() + "/" + shown.at("/cells/0/host").asText();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !admin.get(path).path("probes").isEmpty());

        assertThat(errors("Cell", admin.get(path))).isEmpty();
    }

    @Test
    void plans_and_problems_of_changes_are_as_it_says() throws Exception {
        assertThat(errors("Change", change("?plan=only", "{\"scheduling\": \"least-connection\"}")))
                .isEmpty();
        JsonNode problem = change("", "{\"port\": 0, \"prot\": 1}");
        assertThat(problem.path("problems")).hasSize(2);
        assertThat(errors("Problem", problem)).isEmpty();
    }

    private static JsonNode change(String query, String patch) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder()
                .header("Content-Type", "application/merge-patch+json")
                .header("If-Match", "*")
                .method("PATCH", BodyPublishers.ofString(patch));
        return JSON.readTree(
                admin.send(request, BASE + "/virtual-services/surveyor" + query).body());
    }

    @Test
    void configurations_are_what_it_says_with_everything_written_that_the_example_leaves_out() throws Exception {
        String example = Files.readString(Path.of("../deploy/example/steelyard.yaml"));
        List<String> texts = new ArrayList<>(List.of(example, example.replaceAll("(?m)^( *)#(?=[a-zA-Z])", "$1")));
        for (String text : texts) {
            Valid valid = (Valid) ConfigReader.withInstalledKinds().read("example", text);
            assertThat(errors("Configuration", JSON.valueToTree(valid.tree().root())))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"virtualServices\": [{\"name\": \"a\", \"address\": \"0.0.0.0\"}]}",
                "{\"virtualServices\": [{\"name\": \"a\", \"address\": \"0.0.0.0\", \"port\": 70000}]}",
                "{\"virtualServices\": [{\"name\": \"a\", \"address\": \"0.0.0.0\", \"port\": 80, \"prot\": 1}]}",
                "{\"defaults\": {\"health\": {\"interval\": \"5 seconds\"}}}",
                "{\"dataPlane\": {\"transport\": \"pigeon\"}}",
            })
    void what_is_no_configuration_is_none_by_the_document_either(String json) throws Exception {
        assertThat(errors("Configuration", JSON.readTree(json))).isNotEmpty();
    }
}
