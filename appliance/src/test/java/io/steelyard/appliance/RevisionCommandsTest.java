package io.steelyard.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.ConfigReader;
import io.steelyard.config.revision.Revision;
import io.steelyard.config.revision.Revision.Origin;
import io.steelyard.config.revision.RevisionStore;
import io.steelyard.health.HealthCheckKinds;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line does with revisions, while an appliance has them open. */
class RevisionCommandsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder = Path.of(".");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path file = Path.of(".");

    @BeforeEach
    void saveTwo() throws IOException {
        file = folder.resolve("steelyard.yaml");
        try (RevisionStore store = RevisionStore.open(file, RevisionStore.directoryOf(file))) {
            Revision one = new Revision(1, NOW, "anna", "the first", Origin.FIRST, null, false);
            Revision two = new Revision(2, NOW, "berta", "a better port", Origin.API, 1L, false);
            store.prepare(one, "admin:\n  port: 1\n", true).commit(1);
            store.prepare(two, "admin:\n  port: 2\n", true).commit(2);
        }
    }

    @Test
    void they_are_listed_the_newest_first() {
        assertThat(execute("revisions", "list", "--config", file.toString())).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "     2  2026-01-01T00:00:00Z  berta         a better port",
                        "     1  2026-01-01T00:00:00Z  anna          the first");
    }

    @Test
    void two_are_compared_line_by_line() {
        assertThat(execute("revisions", "diff", "--config", file.toString(), "1", "2"))
                .isZero();
        assertThat(out.toString().lines()).contains("-  port: 1", "+  port: 2");
    }

    @Test
    void one_is_restored_into_the_file() {
        assertThat(execute("revisions", "restore", "--config", file.toString(), "1"))
                .isZero();
        assertThat(file).hasContent("admin:\n  port: 1\n");
    }

    @Test
    void one_that_is_not_there_is_said_not_to_be() {
        assertThat(execute("revisions", "restore", "--config", file.toString(), "7"))
                .isEqualTo(3);
        assertThat(err.toString()).startsWith("steelyard: there is no revision 7 in ");
        assertThat(file).hasContent("admin:\n  port: 2\n");
    }

    private int execute(String... args) {
        return Commands.line(new Launch(), () -> new ConfigReader(HealthCheckKinds.of(List.of())))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
