package io.steelyard.admin.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.admin.configuration.ConfigStage.Answer;
import io.steelyard.config.VirtualServiceConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ObjectsEndpointTest {
    private static final String SERVICE = "/virtual-services/surveyor";
    private static final String SIX = "%5B2001:db8::22%5D:8081";

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

    private VirtualServiceConfig surveyor() {
        return stage.running().config().virtualServices().get(0);
    }

    @Test
    void each_object_is_read_by_its_name_with_the_revision_as_etag() {
        assertThat(stage.get("/virtual-services").body()).hasSize(2);
        assertThat(stage.get(SERVICE).body().at("/port").asInt()).isEqualTo(8080);
        assertThat(stage.get(SERVICE).header("ETag")).isEqualTo("\"" + stage.revision() + "\"");
        assertThat(stage.get(SERVICE + "/real-servers").body()).hasSize(2);
        assertThat(stage.get(SERVICE + "/real-servers/192.0.2.21:80")
                        .body()
                        .at("/address")
                        .asText())
                .isEqualTo("192.0.2.21");
        assertThat(stage.get(SERVICE + "/real-servers/" + SIX)
                        .body()
                        .at("/weight")
                        .asInt())
                .isEqualTo(500);
        assertThat(stage.get(SERVICE + "/health-checks/0").body().at("/type").asText())
                .isEqualTo("http");
        assertThat(stage.get("/virtual-services/second/health-checks").body()).isEmpty();
    }

    @Test
    void a_port_that_is_not_written_is_part_of_the_name_nevertheless() {
        assertThat(stage.get("/virtual-services/second/real-servers/192.0.2.21:80")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void what_is_not_there_is_not_found() {
        assertThat(stage.get("/virtual-services/nobody").status()).isEqualTo(404);
        assertThat(stage.get("/virtual-services/nobody/real-servers").status()).isEqualTo(404);
        assertThat(stage.get(SERVICE + "/real-servers/192.0.2.99:80").status()).isEqualTo(404);
        assertThat(stage.get(SERVICE + "/health-checks/1").status()).isEqualTo(404);
        assertThat(stage.get(SERVICE + "/health-checks/x").status()).isEqualTo(404);
        assertThat(stage.change("DELETE", "/virtual-services/nobody", null).status())
                .isEqualTo(404);
    }

    @Test
    void a_virtual_service_is_added_with_the_place_where_it_is_now() {
        Answer answer = stage.changed(
                "POST", "/virtual-services", "{\"name\": \"third\", \"address\": \"127.0.0.1\", \"port\": 8090}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).isEqualTo("/api/v1/virtual-services/third");
        assertThat(stage.get("/virtual-services/third").status()).isEqualTo(200);
        assertThat(stage.running().config().virtualServices()).hasSize(3);
    }

    @Test
    void a_real_server_is_added_replaced_changed_and_removed() {
        String servers = SERVICE + "/real-servers";

        Answer added = stage.changed("POST", servers, "{\"address\": \"192.0.2.23\"}");
        assertThat(added.header("Location")).isEqualTo("/api/v1" + servers + "/192.0.2.23%3A80");
        String one = servers + "/192.0.2.23:80";
        assertThat(stage.get(one).status()).isEqualTo(200);
        stage.changed("PUT", one, "{\"address\": \"192.0.2.23\", \"weight\": 7}");
        assertThat(surveyor().realServers().get(2).weight()).isEqualTo(7);
        stage.changed("PATCH", one, "{\"weight\": null, \"enabled\": false}");
        assertThat(surveyor().realServers().get(2).weight()).isEqualTo(1000);
        assertThat(surveyor().realServers().get(2).enabled()).isFalse();
        stage.changed("DELETE", one, null);
        assertThat(surveyor().realServers()).hasSize(2);
    }

    @Test
    void a_health_check_is_added_where_there_was_none_and_removed() {
        String checks = "/virtual-services/second/health-checks";

        Answer added = stage.changed("POST", checks, "{\"type\": \"tcp\"}");

        assertThat(added.header("Location")).isEqualTo("/api/v1" + checks + "/0");
        assertThat(stage.get(checks + "/0").body().at("/type").asText()).isEqualTo("tcp");
        stage.changed("PATCH", checks + "/0", "{\"type\": \"http\", \"path\": \"/x\"}");
        assertThat(stage.get(checks + "/0").body().at("/path").asText()).isEqualTo("/x");
        stage.changed("DELETE", checks + "/0", null);
        assertThat(stage.get(checks).body()).isEmpty();
    }

    @Test
    void a_merge_patch_has_a_type_of_its_own() {
        Answer answer = stage.ask(
                "PATCH",
                SERVICE,
                "{\"timeouts\": {\"idle\": \"7s\"}}",
                "Content-Type",
                "application/merge-patch+json",
                "If-Match",
                "*");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(surveyor().timeouts().idle()).hasSeconds(7);
    }

    @Test
    void a_virtual_service_is_renamed_by_a_patch_and_removed_by_its_new_name() {
        stage.changed("PATCH", SERVICE, "{\"name\": \"renamed\"}");

        assertThat(stage.get(SERVICE).status()).isEqualTo(404);
        stage.changed("DELETE", "/virtual-services/renamed", null);
        assertThat(stage.running().config().virtualServices()).hasSize(1);
    }

    @Test
    void problems_say_where_they_are_in_the_whole_and_in_what_was_sent() {
        Answer answer = stage.change("PATCH", SERVICE + "/real-servers/" + SIX, "{\"weight\": -1, \"wieght\": 2}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.paths())
                .containsExactlyInAnyOrder(
                        "virtualServices[0].realServers[1].weight", "virtualServices[0].realServers[1].wieght");
        assertThat(answer.body().at("/problems").findValuesAsText("field"))
                .containsExactlyInAnyOrder("weight", "wieght");
    }

    @Test
    void changes_of_objects_are_planned_need_their_revision_and_meet_others_changes_too() {
        String body = "{\"port\": 9090}";
        long before = stage.revision();

        assertThat(stage.changed("PATCH", SERVICE + "?plan=only", body).body().at("/plan/operations"))
                .isNotEmpty();
        assertThat(stage.revision()).isEqualTo(before);
        assertThat(stage.ask("PATCH", SERVICE, body, "Content-Type", "application/json")
                        .status())
                .isEqualTo(428);
        assertThat(stage.ask("PATCH", SERVICE, body, "Content-Type", "application/json", "If-Match", "\"0\"")
                        .status())
                .isEqualTo(412);
        assertThat(stage.ask("PATCH", SERVICE, body, "Content-Type", "text/plain", "If-Match", "*")
                        .status())
                .isEqualTo(415);
        assertThat(stage.ask("DELETE", SERVICE, null).status()).isEqualTo(428);
    }
}
