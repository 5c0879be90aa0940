package io.steelyard.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.config.ConfigReader;
import io.steelyard.config.revision.RevisionStore;
import io.steelyard.service.change.Changed;
import io.steelyard.service.change.Draft;
import io.steelyard.wire.ScriptedOrigin;
import io.steelyard.wire.WireEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The configuration file of a running appliance, and what is left for the next one. */
@Timeout(60)
class EditedFileTest {
    private static final Duration AMPLE = Duration.ofSeconds(20);

    @TempDir
    Path folder = Path.of(".");

    @Test
    void an_edit_is_noticed_and_a_broken_one_changes_nothing_not_even_at_the_next_start() throws Exception {
        int first = ScriptedOrigin.unusedPort();
        int second = ScriptedOrigin.unusedPort();
        int admin = ScriptedOrigin.unusedPort();
        Path file = Files.writeString(folder.resolve("steelyard.yaml"), yaml(admin, first));
        try (Appliance appliance = Appliance.start(open(file))) {
            assertThat(answers(first)).isTrue();

            Files.writeString(file, yaml(admin, second));
            await().atMost(AMPLE).until(() -> answers(second) && !answers(first));

            Files.writeString(file, yaml(admin, second).replace("port: ", "port: x"));
            await().atMost(AMPLE).until(() -> appliance.changes().standing().fileProblem() != null);
            assertThat(answers(second)).isTrue();
        }
        try (Appliance appliance = Appliance.start(open(file))) {
            assertThat(answers(second)).isTrue();
            assertThat(appliance.view().revision()).isEqualTo(2);
            assertThat(appliance.changes().standing().fileProblem()).isNotNull();
        }
    }

    @Test
    void a_change_is_in_the_file_and_runs() throws Exception {
        int first = ScriptedOrigin.unusedPort();
        int second = ScriptedOrigin.unusedPort();
        int admin = ScriptedOrigin.unusedPort();
        Path file = Files.writeString(folder.resolve("steelyard.yaml"), yaml(admin, first));
        try (Appliance appliance = Appliance.start(open(file))) {
            Draft draft = Draft.ofText(1, yaml(admin, second), "anna", "");
            assertThat(appliance.changes().apply(draft)).isInstanceOf(Changed.class);

            assertThat(answers(second)).isTrue();
            assertThat(appliance.view().revision()).isEqualTo(2);
            assertThat(file).hasContent(yaml(admin, second));
        }
    }

    private static StoredConfig open(Path file) throws CannotStart {
        StoredConfig.Opening opening =
                StoredConfig.open(file, RevisionStore.directoryOf(file), ConfigReader.withInstalledKinds());
        if (opening instanceof StoredConfig.Opened opened) {
            return opened.stored();
        }
        throw new AssertionError(opening.toString());
    }

    private static String yaml(int admin, int port) {
        return "admin: { port: " + admin + ", access: open }\n" + TestAppliance.yaml(port, "[]", List.of(1));
    }

    private static boolean answers(int port) {
        try {
            WireEnd.to(port).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
