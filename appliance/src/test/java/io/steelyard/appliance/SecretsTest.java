package io.steelyard.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.config.ConfigReader;
import io.steelyard.wire.ScriptedOrigin;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A password in a health check's settings, and everything that describes the check to people. */
@Timeout(90)
class SecretsTest {
    private static final String WORD = "open-sesame";

    private String server;
    private String yaml;
    private AdminClient admin;

    @BeforeEach
    void start() throws Exception {
        int nobody = ScriptedOrigin.unusedPort();
        server = "127.0.0.1:" + nobody;
        yaml = String.format(Locale.ROOT, """
                defaults: {health: {interval: 50ms, fastInterval: 20ms, fall: 2, rise: 2}}
                virtualServices:
                  - name: directory
                    address: 127.0.0.1
                    port: 80
                    healthChecks: [{ type: ldap, bindDn: "cn=probe", password: %s }]
                    realServers: [{ address: 127.0.0.1, port: %d }]
                """, WORD, nobody);
        admin = AdminClient.start(yaml);
    }

    @AfterEach
    void stop() {
        admin.close();
    }

    private String body(String path) {
        return admin.send(HttpRequest.newBuilder(), path).body();
    }

    @Test
    void a_diagnosis_shows_what_to_try_with_the_password_hidden_and_nothing_else_shows_it_either() {
        String service = "/api/v1/virtual-services/directory";
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        !admin.get(service + "/diagnoses").path("diagnoses").isEmpty());

        assertThat(body(service + "/diagnoses"))
                .contains("\"bindDn\":\"cn=probe\"", "\"password\":\"•••\"")
                .doesNotContain(WORD);
        assertThat(body(service + "/cells/" + server + "/-"))
                .contains("\"probes\"")
                .doesNotContain(WORD);
        assertThat(body("/api/v1/status")).contains("directory").doesNotContain(WORD);
        assertThat(body("/api/v1/journal")).contains("cell-down").doesNotContain(WORD);
    }

    @Test
    void a_check_that_is_tried_comes_back_with_the_password_hidden() {
        String answer = admin.post(
                        "/api/v1/health-checks/try",
                        "{\"virtualService\":\"directory\",\"check\":{\"type\":\"ldap\",\"bindDn\":\"cn=other\",\"password\":\""
                                + WORD + "\"}}")
                .body();

        assertThat(answer)
                .contains("\"bindDn\":\"cn=other\"", "\"password\":\"•••\"")
                .doesNotContain(WORD);
    }

    @Test
    void a_password_that_is_not_allowed_is_refused_without_repeating_it() {
        String tooLong = WORD.repeat(200);
        String answer = admin.post(
                        "/api/v1/health-checks/try",
                        "{\"virtualService\":\"directory\",\"check\":{\"type\":\"ldap\",\"bindDn\":\"cn=other\",\"password\":\""
                                + tooLong + "\"}}")
                .body();

        assertThat(answer)
                .contains("check.password: this must be text of at most")
                .doesNotContain(WORD);
    }

    @Test
    void a_configuration_in_a_log_does_not_show_it() {
        assertThat(ConfigReader.withInstalledKinds().read("test.yaml", yaml).toString())
                .contains("ldap", "bindDn")
                .doesNotContain(WORD);
    }
}
