package io.steelyard.config.revision;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.ConfigReader;
import io.steelyard.config.revision.Revision.Origin;
import io.steelyard.health.HealthCheckKinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an appliance starts with, whatever its last end left. */
class BeginningTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String ONE = "admin: { port: 1001 }\n";
    private static final String TWO = "admin: { port: 1002 }\n";
    private static final String THREE = "admin: { port: 1003 }\n";
    private static final String BROKEN = "admin: { port: nine }\n";

    private final ConfigReader reader = new ConfigReader(HealthCheckKinds.of(List.of()));

    @TempDir
    Path folder = Path.of(".");

    private Path file = Path.of(".");

    @BeforeEach
    void nameFile() {
        file = folder.resolve("steelyard.yaml");
    }

    @Test
    void the_first_start_makes_the_file_the_first_revision() throws IOException {
        Files.writeString(file, ONE);

        Beginning.Ready ready = begin();
        assertThat(ready.revision().number()).isEqualTo(1);
        assertThat(ready.revision().origin()).isEqualTo(Origin.FIRST);
        assertThat(ready.config().admin().port()).isEqualTo(1001);
        assertThat(ready.fresh()).isTrue();
    }

    @Test
    void a_start_with_nothing_new_makes_no_revision() throws IOException {
        Files.writeString(file, ONE);
        begin();

        Beginning.Ready ready = begin();
        assertThat(ready.revision().number()).isEqualTo(1);
        assertThat(ready.fresh()).isFalse();
    }

    @Test
    void what_was_edited_meanwhile_is_a_revision_and_runs() throws IOException {
        saved(ONE, false);
        Files.writeString(file, TWO);

        Beginning.Ready ready = begin();
        assertThat(ready.revision().number()).isEqualTo(2);
        assertThat(ready.revision().origin()).isEqualTo(Origin.FILE);
        assertThat(ready.revision().why()).contains("edited on disk");
        assertThat(ready.config().admin().port()).isEqualTo(1002);
    }

    @Test
    void a_crash_between_the_revision_and_the_file_leaves_what_ran_before() throws IOException {
        saved(ONE, false);
        saved(TWO, false);
        Files.writeString(file, ONE);

        Beginning.Ready ready = begin();
        assertThat(ready.revision().number()).isEqualTo(3);
        assertThat(ready.revision().madeFrom()).isEqualTo(1);
        assertThat(ready.revision().why()).contains("held revision 1 again");
        assertThat(ready.config().admin().port()).isEqualTo(1001);
    }

    @Test
    void what_was_not_confirmed_does_not_survive_the_process() throws IOException {
        saved(ONE, false);
        saved(TWO, true);

        Beginning.Ready ready = begin();
        assertThat(ready.revision().number()).isEqualTo(3);
        assertThat(ready.revision().origin()).isEqualTo(Origin.ROLLED_BACK);
        assertThat(ready.revision().madeFrom()).isEqualTo(1);
        assertThat(ready.revision().why()).isEqualTo("Steelyard ended before revision 2 was confirmed");
        assertThat(ready.config().admin().port()).isEqualTo(1001);
    }

    @Test
    void what_was_confirmed_in_the_file_but_not_noted_is_confirmed() throws IOException {
        saved(ONE, false);
        saved(TWO, true);
        Files.writeString(file, TWO);

        Beginning.Ready ready = begin();
        assertThat(ready.revision().number()).isEqualTo(2);
        assertThat(ready.revision().onProbation()).isFalse();
        assertThat(begin().revision().onProbation()).isFalse();
    }

    @Test
    void an_edit_made_after_what_was_not_confirmed_runs() throws IOException {
        saved(ONE, false);
        saved(TWO, true);
        Files.writeString(file, THREE);

        assertThat(begin().config().admin().port()).isEqualTo(1003);
    }

    @Test
    void the_last_confirmed_revision_stands_in_for_a_file_that_cannot_be_used() throws IOException {
        saved(ONE, false);
        saved(TWO, true);
        Files.writeString(file, BROKEN);

        Beginning.Ready ready = begin();
        assertThat(ready.config().admin().port()).isEqualTo(1001);
        assertThat(ready.fileProblems()).extracting(Object::toString).allMatch(said -> said.contains("admin.port"));
        assertThat(ready.revision().number()).isEqualTo(3);
        assertThat(begin().revision().number()).isEqualTo(3);
        assertThat(file).hasContent(BROKEN);
    }

    @Test
    void without_any_revision_a_broken_file_is_everything_wrong_with_it() throws IOException {
        Files.writeString(file, BROKEN);

        assertThat(read()).isInstanceOf(Beginning.Unusable.class);
    }

    /** The next revision; the file gets it, too, unless it is on probation. */
    private void saved(String text, boolean onProbation) throws IOException {
        try (RevisionStore store = open()) {
            Revision revision = new Revision(store.next(), NOW, "anna", "", Origin.API, null, onProbation);
            store.prepare(revision, text, !onProbation).commit(revision.number());
        }
    }

    private RevisionStore open() throws IOException {
        return RevisionStore.open(file, RevisionStore.directoryOf(file));
    }

    private Beginning.Ready begin() throws IOException {
        return (Beginning.Ready) read();
    }

    private Beginning read() throws IOException {
        try (RevisionStore store = open()) {
            return Beginning.of(store, reader, Clock.fixed(NOW, ZoneOffset.UTC));
        }
    }
}
