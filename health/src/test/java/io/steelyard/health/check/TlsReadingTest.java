package io.steelyard.health.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.health.HealthCheckKinds;
import io.steelyard.health.net.TestCertificates;
import io.steelyard.health.settings.SettingProblem;
import io.steelyard.health.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsReadingTest {
    @TempDir
    Path folder;

    private static List<String> problems(String type, Map<String, ?> written) {
        Settings settings = Settings.of(written, "check");
        HealthCheckKinds.installed().get(type).create(settings);
        settings.end();
        return settings.problems().stream().map(SettingProblem::toString).toList();
    }

    @Test
    void a_file_that_does_not_serve_is_named_with_what_to_do() throws Exception {
        String pem = TestCertificates.write(folder, "client.pem", TestCertificates.client())
                .toString();
        String empty = Files.writeString(folder.resolve("empty.pem"), "nothing").toString();
        String old = Files.writeString(
                        folder.resolve("old.pem"),
                        "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n")
                .toString();
        String bad = Files.writeString(
                        folder.resolve("bad.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
                .toString();

        assertThat(problems("https", Map.of("verify", true, "caFile", pem, "clientCertificate", pem, "clientKey", pem)))
                .isEmpty();
        assertThat(problems("https", Map.of("verify", true, "caFile", folder + "/none.pem")))
                .containsExactly("check.caFile: there is no file '" + folder + "/none.pem'");
        assertThat(problems("https", Map.of("verify", true, "caFile", empty)))
                .containsExactly("check.caFile: '" + empty + "' holds no certificate in PEM form");
        assertThat(problems("https", Map.of("verify", true, "caFile", bad)))
                .singleElement()
                .asString()
                .startsWith("check.caFile: '" + bad + "' holds a certificate that cannot be read");
        assertThat(problems("https", Map.of("clientCertificate", pem, "clientKey", old)))
                .singleElement()
                .asString()
                .startsWith("check.clientKey: ")
                .contains("openssl pkcs8 -topk8");
    }

    @Test
    void a_setting_that_would_have_no_effect_is_refused() {
        assertThat(problems("http", Map.of("verify", true)))
                .containsExactly(
                        "check.verify: this has an effect only with TLS, make the type of this health check https");
        assertThat(problems("smtp", Map.of("serverName", "a.lab")))
                .containsExactly(
                        "check.serverName: this has an effect only with TLS, set 'tls' to implicit or starttls");
        assertThat(problems("https", Map.of("caFile", "/ca.pem")))
                .containsExactly("check.caFile: this has an effect only when 'verify' is true");
        assertThat(problems("https", Map.of("clientKey", "/key.pem")))
                .containsExactly("check.clientKey: this needs 'clientCertificate' beside it");
    }

    @Test
    void a_tls_version_that_this_java_does_not_speak_is_refused() {
        assertThat(problems("tls", Map.of("minimumTls", "1.0")))
                .singleElement()
                .asString()
                .startsWith("check.minimumTls: this Java does not speak TLS 1.0");
        assertThat(problems("tls", Map.of("minimumTls", 1.3))).isEmpty();
        assertThat(problems("telnet", Map.of("tls", "starttls")))
                .containsExactly("check.tls: 'starttls' is not allowed here, this must be one of none, implicit");
    }
}
