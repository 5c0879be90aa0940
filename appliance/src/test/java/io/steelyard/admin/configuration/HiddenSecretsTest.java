package io.steelyard.admin.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.admin.configuration.ConfigStage.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HiddenSecretsTest {
    private static final String HIDDEN = "•••";
    private static final String YAML = """
            # the password is below
            events:
              webhooks: [{ url: "http://hooks.example/", secret: open-sesame-hook }]
            virtualServices:
              - name: directory
                address: 127.0.0.1
                port: 8080
                persistence: { type: cookie, secret: open-sesame-cookie }
                healthChecks: [{ type: ldap, bindDn: "cn=probe", password: open-sesame-ldap }]
                realServers: [{ address: 192.0.2.21 }]
              - name: other
                address: 127.0.0.1
                port: 8081
                healthChecks: [{ type: ldap, bindDn: "cn=probe", password: open-sesame-other }]
            """;

    @TempDir
    Path folder;

    private ConfigStage stage;

    @BeforeEach
    void start() throws Exception {
        stage = ConfigStage.start(folder, YAML);
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void no_way_of_reading_shows_a_secret() {
        stage.changed("PATCH", "/virtual-services/other/health-checks/0", "{\"password\": \"open-sesame-new\"}");
        String[] paths = {
            "/configuration",
            "/virtual-services",
            "/virtual-services/directory",
            "/virtual-services/directory/health-checks",
            "/virtual-services/directory/health-checks/0",
            "/revisions/1",
            "/revisions/1/diff",
        };
        for (String path : paths) {
            for (String form : new String[] {"application/json", "application/yaml"}) {
                Answer answer = stage.get(path, "Accept", form);
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.text()).as(path).doesNotContain("open-sesame");
            }
        }
        assertThat(stage.get("/configuration").text()).contains(HIDDEN);
        assertThat(stage.get("/revisions/1/diff").body().at("/paths/0/path").asText())
                .isEqualTo("virtualServices[other].healthChecks");
    }

    @Test
    void a_secret_that_comes_back_hidden_stays_what_it_was() throws Exception {
        String read = stage.get("/configuration").text().replace("8081", "8085");

        stage.changed("PUT", "/configuration", read);

        assertThat(stage.fileText())
                .contains("8085", "open-sesame-hook", "open-sesame-cookie", "open-sesame-ldap", "open-sesame-other")
                .doesNotContain(HIDDEN);
    }

    @Test
    void the_same_goes_for_yaml_and_for_virtual_services_in_another_order() throws Exception {
        String yaml = stage.get("/configuration", "Accept", "application/yaml").text();
        int second = yaml.indexOf("  - name: other");
        int first = yaml.indexOf("  - name: directory");
        String swapped = yaml.substring(0, first) + yaml.substring(second) + yaml.substring(first, second);

        Answer answer =
                stage.ask("PUT", "/configuration", swapped, "Content-Type", "application/yaml", "If-Match", "*");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(stage.get("/virtual-services").body().at("/0/name").asText()).isEqualTo("other");
        assertThat(stage.fileText()).containsSubsequence("open-sesame-other", "open-sesame-ldap");
    }

    @Test
    void objects_keep_theirs_even_under_a_new_name() throws Exception {
        String read = stage.get("/virtual-services/directory").text().replace("\"directory\"", "\"renamed\"");

        stage.changed("PUT", "/virtual-services/directory", read);

        assertThat(stage.fileText()).contains("renamed", "open-sesame-cookie", "open-sesame-ldap");
    }

    @Test
    void a_hidden_secret_where_none_was_is_a_problem_with_its_path() {
        Answer answer = stage.change(
                "POST",
                "/virtual-services/directory/health-checks",
                "{\"type\": \"ldap\", \"password\": \"" + HIDDEN + "\"}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.paths()).containsExactly("virtualServices[0].healthChecks[1].password");
    }

    @Test
    void a_secret_that_is_not_allowed_is_not_repeated() {
        Answer answer =
                stage.change("PATCH", "/virtual-services/directory", "{\"persistence\": {\"secret\": \"sesame\"}}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).doesNotContain("sesame");
    }
}
