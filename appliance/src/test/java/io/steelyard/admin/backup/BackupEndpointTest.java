package io.steelyard.admin.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.admin.configuration.ConfigStage;
import io.steelyard.admin.configuration.ConfigStage.Answer;
import io.steelyard.config.ConfigReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BackupEndpointTest {
    private static final String YAML = """
            # with a comment
            virtualServices:
              - name: directory
                address: 127.0.0.1
                port: 8080
                healthChecks: [{ type: ldap, bindDn: "cn=probe", password: open-sesame }]
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

    private Answer restore(byte[] zip, String query) {
        return stage.send(
                "POST",
                "/backup" + query,
                BodyPublishers.ofByteArray(zip),
                "Content-Type",
                "application/zip",
                "If-Match",
                "\"" + stage.revision() + "\"");
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    @Test
    void a_backup_is_one_zip_with_the_configuration_secrets_and_all_and_says_so() throws Exception {
        TreeMap<String, String> files = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(stage.bytes("/backup")))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), UTF_8));
            }
        }

        assertThat(files).containsOnlyKeys("README.txt", "revisions.txt", "steelyard.yaml");
        assertThat(files.get("steelyard.yaml")).isEqualTo(YAML);
        assertThat(files.get("README.txt")).contains("secrets");
        assertThat(files.get("revisions.txt")).startsWith("1\t");
    }

    @Test
    void it_is_a_download_that_nobody_keeps() {
        Answer answer = stage.get("/backup");

        assertThat(answer.header("Content-Type")).isEqualTo("application/zip");
        assertThat(answer.header("Content-Disposition")).contains("steelyard-backup-1.zip");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void what_is_restored_is_the_configuration_of_the_backup_to_the_letter() throws Exception {
        byte[] backup = stage.bytes("/backup");
        stage.changed("DELETE", "/virtual-services/directory", null);

        Answer plan = restore(backup, "?plan=only");
        assertThat(plan.status()).as(plan.text()).isEqualTo(200);
        assertThat(plan.body().at("/plan/operations")).isNotEmpty();
        assertThat(stage.revision()).isEqualTo(2);

        assertThat(restore(backup, "").status()).isEqualTo(200);

        assertThat(stage.fileText()).isEqualTo(YAML);
        assertThat(stage.get("/revisions").body().at("/0/why").asText()).isEqualTo("restored from a backup");
    }

    @Test
    void what_is_no_backup_is_refused_whole() throws Exception {
        assertThat(restore("hello".getBytes(UTF_8), "").status()).isEqualTo(422);
        assertThat(restore(zip("other.yaml", new byte[0]), "").status()).isEqualTo(422);
        assertThat(restore(zip("steelyard.yaml", new byte[] {(byte) 0xFF, (byte) 0xFE}), "")
                        .status())
                .isEqualTo(422);
        assertThat(restore(zip("steelyard.yaml", "virtualServices: 1".getBytes(UTF_8)), "")
                        .body()
                        .at("/problems/0/path")
                        .asText())
                .isEqualTo("virtualServices");
        assertThat(stage.revision()).isEqualTo(1);
    }

    @Test
    void a_small_file_that_unpacks_to_a_large_one_is_not_unpacked() throws Exception {
        byte[] bomb = zip("steelyard.yaml", new byte[ConfigReader.MAX_BYTES + 1]);
        assertThat(bomb.length).isLessThan(64 * 1024);

        assertThat(restore(bomb, "").body().at("/detail").asText()).contains("longer than");
    }

    @Test
    void it_needs_its_type_and_the_revision_it_replaces() throws Exception {
        byte[] backup = stage.bytes("/backup");

        assertThat(stage.send("POST", "/backup", BodyPublishers.ofByteArray(backup), "If-Match", "*")
                        .status())
                .isEqualTo(415);
        assertThat(stage.send("POST", "/backup", BodyPublishers.ofByteArray(backup), "Content-Type", "application/zip")
                        .status())
                .isEqualTo(428);
    }
}
