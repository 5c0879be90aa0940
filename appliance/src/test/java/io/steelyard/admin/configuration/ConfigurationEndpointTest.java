package io.steelyard.admin.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.steelyard.admin.configuration.ConfigStage.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ConfigurationEndpointTest {
    private static final String PATH = "/configuration";

    @TempDir
    Path folder;

    private ConfigStage stage;

    @BeforeEach
    void start() throws Exception {
        stage = ConfigStage.start(folder);
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    private String whole(int port) {
        ObjectNode tree = (ObjectNode) stage.get(PATH).body();
        ((ObjectNode) tree.at("/virtualServices/0")).put("port", port);
        return tree.toString();
    }

    @Test
    void the_whole_is_read_as_it_is_written_with_its_revision_as_etag() {
        Answer answer = stage.get(PATH);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("ETag")).isEqualTo("\"" + stage.revision() + "\"");
        assertThat(answer.body().at("/virtualServices/0/name").asText()).isEqualTo("surveyor");
        assertThat(answer.body().at("/virtualServices/0/realServers/1/weight").asInt())
                .isEqualTo(500);
        assertThat(answer.body().has("defaults")).isFalse();
    }

    @Test
    void as_yaml_it_is_the_text_with_its_comments() throws Exception {
        Answer answer = stage.get(PATH, "Accept", "application/yaml");

        assertThat(answer.header("Content-Type")).startsWith("application/yaml");
        assertThat(answer.text()).isEqualTo(ConfigStage.YAML);
    }

    @Test
    void who_has_the_revision_in_force_already_is_not_sent_it_again() {
        Answer answer = stage.get(PATH, "If-None-Match", stage.get(PATH).header("ETag"));

        assertThat(answer.status()).isEqualTo(304);
    }

    @Test
    void a_change_is_in_force_in_the_file_and_among_the_revisions() throws Exception {
        Answer answer = stage.changed("PUT", PATH + "?why=more%20room", whole(9090));

        assertThat(answer.body().at("/revision").asLong()).isEqualTo(stage.revision());
        assertThat(answer.header("ETag")).isEqualTo("\"" + stage.revision() + "\"");
        assertThat(answer.body().at("/plan/sentences")).isNotEmpty();
        assertThat(answer.body().at("/plan/operations/0/kind").asText()).isEqualTo("open-listener");
        assertThat(answer.body().at("/confirmBy").isNull()).isTrue();
        assertThat(stage.running().config().virtualServices().get(0).port()).isEqualTo(9090);
        assertThat(stage.fileText()).contains("9090");
        assertThat(stage.get("/revisions").body().at("/0/who").asText()).isEqualTo("anna");
        assertThat(stage.get("/revisions").body().at("/0/why").asText()).isEqualTo("more room");
    }

    @Test
    void yaml_goes_into_the_file_as_it_was_sent() throws Exception {
        String sent = ConfigStage.YAML.replace("8082", "8083 # moved");
        Answer answer = stage.ask(
                "PUT", PATH, sent, "Content-Type", "application/yaml", "If-Match", "\"" + stage.revision() + "\"");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(stage.fileText()).isEqualTo(sent);
    }

    @Test
    void a_plan_says_what_would_be_and_changes_nothing() throws Exception {
        long before = stage.revision();

        Answer answer = stage.changed("PUT", PATH + "?plan=only", whole(9090));

        assertThat(answer.body().at("/revision").asLong()).isEqualTo(before);
        assertThat(answer.body().at("/plan/summary").asText()).contains("opens 1 listener");
        assertThat(stage.revision()).isEqualTo(before);
        assertThat(stage.fileText()).isEqualTo(ConfigStage.YAML);
    }

    @Test
    void a_change_without_the_revision_it_was_made_from_is_refused() {
        Answer answer = stage.ask("PUT", PATH, whole(9090), "Content-Type", "application/json");

        assertThat(answer.status()).isEqualTo(428);
        assertThat(answer.body().at("/detail").asText()).contains("If-Match");
    }

    @Test
    void the_second_of_two_administrators_is_told_and_overwrites_nothing() {
        String tag = stage.get(PATH).header("ETag");
        String second = whole(9091);
        stage.changed("PUT", PATH, whole(9090));

        Answer answer = stage.ask("PUT", PATH, second, "Content-Type", "application/json", "If-Match", tag);

        assertThat(answer.status()).isEqualTo(412);
        assertThat(answer.body().at("/detail").asText()).contains("revision " + stage.revision());
        assertThat(stage.running().config().virtualServices().get(0).port()).isEqualTo(9090);
    }

    @Test
    void everything_wrong_is_told_at_once_with_its_path_and_what_is_allowed() {
        Answer answer = stage.change(
                "PUT",
                PATH,
                "{\"virtualServices\": [{\"name\": \"a b\", \"address\": \"127.0.0.1\", \"port\": 0, \"prot\": 1}]}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.paths())
                .containsExactlyInAnyOrder(
                        "virtualServices[0].name", "virtualServices[0].port", "virtualServices[0].prot");
        assertThat(answer.text()).contains("did you mean 'port'?", "a whole number from 1 to 65535");
    }

    @Test
    void problems_of_yaml_have_their_lines() {
        Answer answer = stage.ask(
                "PUT",
                PATH,
                "virtualServices:\n  - name: a\n    port: x\n",
                "Content-Type",
                "text/yaml",
                "If-Match",
                "*");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().at("/problems").findValuesAsText("line")).contains("3");
    }

    @Test
    void what_cannot_be_read_is_refused_in_words() {
        String tag = "\"" + stage.revision() + "\"";

        assertThat(stage.change("PUT", PATH, "{").status()).isEqualTo(400);
        assertThat(stage.change("PUT", PATH, "[]").status()).isEqualTo(400);
        assertThat(stage.change("PUT", PATH, "{\"admin\": {}, \"admin\": {}}").status())
                .isEqualTo(400);
        assertThat(stage.change("PUT", PATH, "{} {}").status()).isEqualTo(400);
        assertThat(stage.change("PUT", PATH, "{\"a\":".repeat(100)).status()).isEqualTo(400);
        assertThat(stage.change("PUT", PATH, "{\"a\": 1e999}").status()).isEqualTo(422);
        assertThat(stage.ask("PUT", PATH, "\"", "Content-Type", "application/yaml", "If-Match", tag)
                        .status())
                .isEqualTo(422);
        assertThat(stage.ask("PUT", PATH, "{}", "Content-Type", "text/plain", "If-Match", tag)
                        .status())
                .isEqualTo(415);
        assertThat(stage.ask("PUT", PATH, "{}", "If-Match", tag).status()).isEqualTo(415);
        assertThat(stage.change("POST", PATH, "{}").status()).isEqualTo(405);
        assertThat(stage.change("PUT", PATH + "?plan=yes", "{}").status()).isEqualTo(422);
        assertThat(stage.change("PUT", PATH + "?confirm=1s", "{}").status()).isEqualTo(422);
        assertThat(stage.change("PUT", PATH + "?confirm=soon", "{}")
                        .body()
                        .at("/path")
                        .asText())
                .isEqualTo("confirm");
    }

    @Test
    void a_body_longer_than_a_configuration_may_be_is_refused() {
        Answer answer = stage.change("PUT", PATH, " ".repeat(4 * 1024 * 1024 + 1));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body().at("/detail").asText()).contains("4194304 bytes");
    }

    @Test
    void a_page_of_another_origin_changes_nothing() {
        Answer answer = stage.ask(
                "PUT",
                PATH,
                whole(9090),
                "Content-Type",
                "application/json",
                "If-Match",
                "*",
                "Origin",
                "http://evil.example");

        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void what_cannot_be_done_as_things_are_is_a_conflict_with_the_reason() {
        stage.running().refuse("port 9090 is taken by another process");

        Answer answer = stage.change("PUT", PATH, whole(9090));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().at("/detail").asText()).isEqualTo("Port 9090 is taken by another process.");
    }

    @Test
    void a_change_on_probation_is_pending_until_it_is_confirmed() throws Exception {
        assertThat(stage.get(PATH + "/pending").status()).isEqualTo(204);
        Answer made = stage.changed("PUT", PATH + "?confirm=10m", whole(9090));
        String number = made.body().at("/revision").asText();

        JsonNode pending = stage.get(PATH + "/pending").body();
        assertThat(pending.at("/revision").asText()).isEqualTo(number);
        assertThat(pending.at("/confirmBy").asText())
                .isEqualTo(made.body().at("/confirmBy").asText());
        assertThat(stage.get("/revisions").body().at("/0/state").asText()).isEqualTo("on-probation");
        assertThat(stage.change("PUT", PATH, whole(9091)).status()).isEqualTo(409);
        assertThat(stage.change("POST", PATH + "/confirm", "{\"revision\": 1}").status())
                .isEqualTo(412);
        assertThat(stage.fileText()).doesNotContain("9090");

        stage.changed("POST", PATH + "/confirm", "{\"revision\": " + number + "}");

        assertThat(stage.get(PATH + "/pending").status()).isEqualTo(204);
        assertThat(stage.fileText()).contains("9090");
        assertThat(stage.get("/revisions").body().at("/0/state").asText()).isEqualTo("in-force");
    }

    @Test
    void a_change_on_probation_can_be_rolled_back() {
        assertThat(stage.change("POST", PATH + "/rollback", "{}").status()).isEqualTo(409);
        stage.changed("PUT", PATH + "?confirm=10m", whole(9090));

        Answer answer = stage.changed("POST", PATH + "/rollback", null);

        assertThat(answer.body().at("/revision").asLong()).isEqualTo(stage.revision());
        assertThat(stage.running().config().virtualServices().get(0).port()).isEqualTo(8080);
    }

    @Test
    void what_is_wrong_with_the_file_on_disk_is_told_until_it_is_right() throws Exception {
        assertThat(stage.get(PATH + "/problem").status()).isEqualTo(204);
        Files.writeString(stage.file(), ConfigStage.YAML + "virtualService: []\n");
        stage.changes().readFile();

        JsonNode problem = stage.get(PATH + "/problem").body();

        assertThat(problem.at("/file").asText()).isEqualTo(stage.file().toString());
        assertThat(problem.at("/at").asText()).isNotEmpty();
        assertThat(problem.at("/problems/0/path").asText()).isEqualTo("virtualService");
        assertThat(problem.at("/problems/0/line").asInt()).isEqualTo(15);
        Files.writeString(stage.file(), ConfigStage.YAML);
        stage.changes().readFile();
        assertThat(stage.get(PATH + "/problem").status()).isEqualTo(204);
    }

    @Test
    void what_was_read_can_be_sent_back_and_changes_nothing() throws Exception {
        String read = stage.get(PATH).text();
        long before = stage.revision();

        Answer answer = stage.changed("PUT", PATH, read);

        assertThat(answer.body().at("/plan/operations")).isEmpty();
        assertThat(stage.revision()).isEqualTo(before);
        assertThat(new ObjectMapper().readTree(stage.get(PATH).text())).isEqualTo(new ObjectMapper().readTree(read));
    }
}
