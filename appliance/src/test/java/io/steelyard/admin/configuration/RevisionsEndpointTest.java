package io.steelyard.admin.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.steelyard.admin.configuration.ConfigStage.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RevisionsEndpointTest {
    @TempDir
    Path folder;

    private ConfigStage stage;

    @BeforeEach
    void start() throws Exception {
        stage = ConfigStage.start(folder);
        stage.changed("PATCH", "/virtual-services/surveyor?why=moved", "{\"port\": 9090}");
        stage.changed("DELETE", "/virtual-services/second?why=gone", null);
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void they_are_listed_the_newest_first_and_page_by_page() {
        JsonNode all = stage.get("/revisions").body();

        assertThat(all.findValuesAsText("revision")).containsExactly("3", "2", "1");
        assertThat(all.findValuesAsText("why")).startsWith("gone", "moved");
        assertThat(all.findValuesAsText("state")).containsExactly("in-force", "earlier", "earlier");
        assertThat(stage.get("/revisions?limit=1&before=3").body().findValuesAsText("revision"))
                .containsExactly("2");
        assertThat(stage.get("/revisions?limit=x").status()).isEqualTo(400);
    }

    @Test
    void one_is_read_as_json_and_as_the_text_it_was() {
        assertThat(stage.get("/revisions/2")
                        .body()
                        .at("/virtualServices/0/port")
                        .asInt())
                .isEqualTo(9090);
        assertThat(stage.get("/revisions/1", "Accept", "application/yaml").text())
                .isEqualTo(ConfigStage.YAML);
        assertThat(stage.get("/revisions/9").status()).isEqualTo(404);
        assertThat(stage.get("/revisions/x").status()).isEqualTo(404);
    }

    @Test
    void two_are_compared_line_by_line_and_by_path() {
        JsonNode diff = stage.get("/revisions/1/diff?against=2").body();

        assertThat(diff.at("/unified").asText()).contains("--- revision 1", "+++ revision 2", "8080", "9090");
        assertThat(diff.at("/paths")).hasSize(1);
        assertThat(diff.at("/paths/0/path").asText()).isEqualTo("virtualServices[surveyor].port");
        assertThat(diff.at("/paths/0/kind").asText()).isEqualTo("changed");
        assertThat(stage.get("/revisions/3/diff").body().at("/unified").asText())
                .isEmpty();
        assertThat(stage.get("/revisions/1/diff?against=9").status()).isEqualTo(404);
    }

    @Test
    void one_is_restored_after_its_plan_was_seen_and_gets_a_number_of_its_own() throws Exception {
        assertThat(stage.ask("POST", "/revisions/1/restore", null).status()).isEqualTo(428);
        Answer plan = stage.changed("POST", "/revisions/1/restore?plan=only", null);
        assertThat(plan.body().at("/plan/operations")).isNotEmpty();
        assertThat(stage.revision()).isEqualTo(3);

        Answer restored = stage.changed("POST", "/revisions/1/restore?why=it%20was%20better", null);

        assertThat(restored.body().at("/revision").asInt()).isEqualTo(4);
        assertThat(stage.fileText()).isEqualTo(ConfigStage.YAML);
        JsonNode newest = stage.get("/revisions").body().at("/0");
        assertThat(newest.at("/origin").asText()).isEqualTo("restored");
        assertThat(newest.at("/madeFrom").asInt()).isEqualTo(1);
        assertThat(newest.at("/why").asText()).isEqualTo("it was better");
        assertThat(stage.change("POST", "/revisions/9/restore", null).status()).isEqualTo(404);
    }
}
