package io.steelyard.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.ConfigReader;
import io.steelyard.health.HealthCheckKinds;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class UserCommandsTest {
    @TempDir
    Path folder = Path.of(".");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String password = "correct horse battery";
    private String config = "";

    @BeforeEach
    void writeFile() throws IOException {
        config = Files.writeString(folder.resolve("steelyard.yaml"), "virtualServices: []\n")
                .toString();
    }

    @Test
    void a_user_is_added_listed_and_removed() {
        assertThat(users("add", "anna")).isZero();
        assertThat(users("add", "berta", "--role", "viewer")).isZero();
        assertThat(users("list")).isZero();
        assertThat(users("remove", "berta")).isZero();

        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                        User anna is administrator.
                        User berta is viewer.
                        anna (administrator)
                        berta (viewer)
                        User berta is removed.
                        """);
        assertThat(folder.resolve("steelyard.yaml.access/users.json")).exists();
    }

    @Test
    void a_password_is_changed_and_shown_nowhere() throws IOException {
        users("add", "anna");
        Path file = folder.resolve("steelyard.yaml.access/users.json");
        String before = Files.readString(file);
        password = "another horse battery";

        assertThat(users("password", "anna")).isZero();
        assertThat(Files.readString(file))
                .isNotEqualTo(before)
                .contains("argon2id")
                .doesNotContain("horse");
        assertThat(out + "" + err).doesNotContain("horse");
    }

    @Test
    void users_may_be_kept_elsewhere() {
        Path elsewhere = folder.resolve("elsewhere");

        assertThat(users("add", "anna", "--access", elsewhere.toString())).isZero();
        assertThat(elsewhere.resolve("users.json")).exists();
    }

    @Test
    void what_cannot_be_is_one_sentence() {
        users("add", "anna");

        assertThat(users("remove", "anna")).isEqualTo(Commands.CANNOT_START);
        assertThat(users("remove", "nobody")).isEqualTo(Commands.CANNOT_START);
        assertThat(users("password", "nobody")).isEqualTo(Commands.CANNOT_START);
        assertThat(users("add", "anna")).isEqualTo(Commands.CANNOT_START);
        assertThat(users("add", "../x")).isEqualTo(Commands.USAGE);
        assertThat(users("add", "berta", "--role", "root")).isEqualTo(Commands.USAGE);
        password = "short";
        assertThat(users("add", "berta")).isEqualTo(Commands.USAGE);
        assertThat(users()).isEqualTo(Commands.USAGE);
        assertThat(err.toString())
                .contains("make one first", "no user 'nobody'", "already", "viewer, operator", "12 to 256")
                .doesNotContain("should not have happened");
    }

    @Test
    void a_file_that_is_not_there_makes_no_users() {
        config = folder.resolve("mistyped.yaml").toString();

        assertThat(users("add", "anna")).isEqualTo(Commands.CANNOT_START);
        assertThat(folder.resolve("mistyped.yaml.access")).doesNotExist();
    }

    private int users(String... words) {
        List<String> all = new ArrayList<>(List.of("users"));
        all.addAll(List.of(words));
        if (words.length > 0) {
            all.addAll(List.of("--config", config));
        }
        CommandLine line =
                Commands.line(new Launch(), () -> new ConfigReader(HealthCheckKinds.installed()), prompt -> password);
        return line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
