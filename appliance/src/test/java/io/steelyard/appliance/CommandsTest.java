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

class CommandsTest {
    private static final String GOOD = """
            virtualServices:
              - name: shop
                address: 127.0.0.1
                port: 8080
                realServers: [{ address: 192.0.2.21 }, { address: 192.0.2.22 }]
            """;

    @TempDir
    Path folder = Path.of(".");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> started = new ArrayList<>();
    private Path good = Path.of(".");
    private Path bad = Path.of(".");

    /** Notes what it was told to start. */
    private class Noting implements Start {
        @Override
        public void run(StoredConfig stored, PrintWriter to) throws CannotStart {
            started.add(stored.store().file() + " with "
                    + stored.config().virtualServices().get(0).name());
            stored.close();
            to.println("It is up.");
        }

        @Override
        public void demo(PrintWriter to) throws CannotStart {
            throw new CannotStart("port 8080 is taken, end what uses it or choose another port");
        }

        @Override
        public void selfTest(PrintWriter to) {
            to.println("All is well.");
        }
    }

    @BeforeEach
    void writeFiles() throws IOException {
        good = Files.writeString(folder.resolve("good.yaml"), GOOD);
        bad = Files.writeString(
                folder.resolve("bad.yaml"), GOOD.replace("8080", "0").replace("name", "nam"));
    }

    @Test
    void check_prints_one_line_for_a_valid_file() {
        assertThat(execute("check", "--config", good.toString())).isZero();
        assertThat(out).hasToString(good + " is valid: 1 virtual service, 2 real servers, 0 health checks\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void check_prints_every_problem_with_file_line_and_path() {
        assertThat(execute("check", "--config", bad.toString())).isEqualTo(1);
        assertThat(out.toString().lines())
                .containsExactly(
                        bad + ":2: virtualServices[0].name: this is missing, it must be a name of at most 64 letters,"
                                + " digits, dots, hyphens and underscores, a letter or digit first",
                        bad + ":2: virtualServices[0].nam: this setting is not known here, did you mean 'name'?",
                        bad + ":4: virtualServices[0].port: '0' is not allowed here, this must be a whole number from"
                                + " 1 to 65535");
    }

    @Test
    void a_file_that_is_not_there_is_a_problem_of_the_configuration() {
        assertThat(execute("check", "--config", "nowhere.yaml")).isEqualTo(1);
        assertThat(out).hasToString("nowhere.yaml: there is no such file\n");
    }

    @Test
    void run_starts_an_appliance_with_the_file() {
        assertThat(execute("run", "--config", good.toString())).isZero();
        assertThat(started).containsExactly(good + " with shop");
        assertThat(out).hasToString("It is up.\n");
    }

    @Test
    void run_starts_nothing_with_a_wrong_file() {
        assertThat(execute("run", "--config", bad.toString())).isEqualTo(1);
        assertThat(started).isEmpty();
        assertThat(err.toString().lines()).hasSize(3).first().asString().startsWith(bad + ":2: virtualServices[0]");
    }

    @Test
    void what_is_in_the_way_of_starting_is_one_sentence() {
        assertThat(execute("demo")).isEqualTo(3);
        assertThat(err).hasToString("steelyard: port 8080 is taken, end what uses it or choose another port\n");
    }

    @Test
    void what_nobody_foresaw_is_one_line_too() {
        CommandLine line = Commands.line(new Noting(), () -> {
            throw new NoSuchMethodError("create");
        });

        assertThat(line.setErr(new PrintWriter(err, true)).execute("check", "--config", good.toString()))
                .isEqualTo(3);
        assertThat(err)
                .hasToString("steelyard: this should not have happened: java.lang.NoSuchMethodError: create (the JVM"
                        + " flag -Dsteelyard.log=DEBUG shows where)\n");
    }

    @Test
    void version_is_that_of_the_build() {
        assertThat(execute("version")).isZero();
        assertThat(out.toString()).matches("steelyard \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?, Java \\d+.*\\n");
    }

    @Test
    void a_wrong_command_is_told_what_was_meant_and_where_help_is() {
        assertThat(execute("chekc")).isEqualTo(2);
        assertThat(err.toString())
                .contains("chekc", "check", "Try 'steelyard help'.")
                .doesNotContain("\tat ");
    }

    @Test
    void a_missing_option_is_named() {
        assertThat(execute("run")).isEqualTo(2);
        assertThat(err).hasToString("steelyard: Missing required option: '--config=FILE'\nTry 'steelyard help run'.\n");
    }

    @Test
    void no_command_at_all_is_wrong_usage() {
        assertThat(execute()).isEqualTo(2);
        assertThat(err.toString()).contains("Try 'steelyard help'.");
    }

    @Test
    void help_names_every_command() {
        assertThat(execute("help")).isZero();
        assertThat(out.toString()).contains("run", "demo", "check", "version");
    }

    private int execute(String... args) {
        CommandLine line = Commands.line(new Noting(), () -> new ConfigReader(HealthCheckKinds.of(List.of())));
        return line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    @Test
    void self_test_says_what_it_found_and_ends() {
        assertThat(execute("self-test")).isZero();
        assertThat(out).hasToString("All is well.\n");
    }
}
