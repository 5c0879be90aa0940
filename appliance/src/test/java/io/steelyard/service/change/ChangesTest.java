package io.steelyard.service.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.revision.Revision;
import io.steelyard.config.revision.Revision.Origin;
import io.steelyard.config.revision.RevisionStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API's changes; the port of the admin side stands for a whole configuration. */
class ChangesTest {
    static final String ONE = "# by hand\nadmin: { port: 1001 }\n";
    static final String TWO = "admin: { port: 1002 }\n";
    static final String THREE = "admin: { port: 1003 }\n";
    static final String BROKEN = "admin: { port: nine }\n";

    @TempDir
    Path folder = Path.of(".");

    private ChangeStage stage;

    @BeforeEach
    void start() throws IOException {
        stage = ChangeStage.start(folder, ONE);
    }

    @AfterEach
    void end() {
        stage.close();
    }

    @Test
    void a_change_runs_is_in_the_file_and_is_a_revision() {
        Changing changing = stage.changes().apply(Draft.of(1, ChangeStage.tree(TWO), "anna", "a better port"));

        assertThat(changing).isInstanceOf(Changed.class);
        Revision revision = ((Changed) changing).revision();
        assertThat(revision.number()).isEqualTo(2);
        assertThat(revision.who()).isEqualTo("anna");
        assertThat(revision.why()).isEqualTo("a better port");
        assertThat(revision.madeFrom()).isEqualTo(1);
        assertThat(((Changed) changing).effect().sentences())
                .singleElement()
                .asString()
                .contains("moves the admin side");
        assertThat(stage.runs()).isEqualTo(1002);
        assertThat(stage.running().revision()).isEqualTo(2);
        assertThat(stage.fileText())
                .startsWith("# Written by Steelyard.")
                .contains("steelyard.yaml.revisions")
                .endsWith("admin:\n  port: 1002\n")
                .isEqualTo(stage.store().text(2))
                .isEqualTo(stage.changes().standing().text());
        assertThat(stage.store().text(1)).isEqualTo(ONE);
    }

    @Test
    void text_goes_into_the_file_as_it_is() {
        stage.changes().apply(Draft.ofText(1, "# mine\n" + TWO, "anna", ""));

        assertThat(stage.fileText()).isEqualTo("# mine\n" + TWO);
        assertThat(stage.runs()).isEqualTo(1002);
    }

    @Test
    void a_plan_changes_nothing() {
        Planning planning = stage.changes().plan(stage.draft(TWO));

        assertThat(planning).isInstanceOf(Planned.class);
        assertThat(((Planned) planning).effect().operations())
                .extracting(Operation::kind)
                .containsExactly("admin-moves");
        assertThat(stage.runs()).isEqualTo(1001);
        assertThat(stage.fileText()).isEqualTo(ONE);
        assertThat(stage.store().list()).hasSize(1);
    }

    @Test
    void what_somebody_else_changed_meanwhile_is_not_overwritten() {
        Draft annas = stage.draft(TWO);
        Draft bertas = stage.draft(THREE);
        stage.changes().apply(annas);

        assertThat(stage.changes().apply(bertas)).isEqualTo(new Rejection.Stale(2));
        assertThat(stage.changes().plan(bertas)).isEqualTo(new Rejection.Stale(2));
        assertThat(stage.changes().restore(1, 1, "berta", "", null)).isEqualTo(new Rejection.Stale(2));
        assertThat(stage.runs()).isEqualTo(1002);
    }

    @Test
    void what_is_not_valid_is_refused_with_every_problem() {
        Changing changing = stage.changes().apply(Draft.ofText(1, "admin: { port: nine, x: 1 }", "anna", ""));

        assertThat(((Rejection.Invalid) changing).problems())
                .extracting(problem -> problem.path())
                .containsExactly("admin.port", "admin.x");
        assertThat(stage.told()).isEmpty();
        assertThat(stage.store().list()).hasSize(1);
    }

    @Test
    void what_cannot_be_applied_leaves_no_trace_but_the_telling() throws IOException {
        stage.running().refuse("port 80 is taken");

        assertThat(stage.put(TWO)).isEqualTo(new Rejection.Refused("port 80 is taken"));
        assertThat(stage.told()).containsExactly("refused: port 80 is taken");
        assertThat(stage.fileText()).isEqualTo(ONE);
        stage.restart();
        assertThat(stage.number()).isEqualTo(1);
    }

    @Test
    void what_cannot_be_saved_does_not_run() throws IOException {
        Path directory = RevisionStore.directoryOf(stage.file());
        // A directory of that name can't be replaced by a file, whoever tries.
        Files.createDirectory(directory.resolve("00000002.yaml"));
        Files.writeString(directory.resolve("00000002.yaml").resolve("full"), "");

        assertThat(stage.put(TWO))
                .isInstanceOfSatisfying(
                        Rejection.Refused.class,
                        refused -> assertThat(refused.reason()).startsWith("it can't be saved"));
        assertThat(stage.runs()).isEqualTo(1001);
        assertThat(stage.running().revision()).isEqualTo(1);
        assertThat(stage.fileText()).isEqualTo(ONE);
        assertThat(stage.number()).isEqualTo(1);
    }

    @Test
    void the_same_again_is_no_revision_and_keeps_the_comments() {
        Changing changing = stage.put(ONE);

        assertThat(((Changed) changing).revision().number()).isEqualTo(1);
        assertThat(stage.fileText()).isEqualTo(ONE);
        assertThat(stage.told()).isEmpty();
    }

    @Test
    void an_earlier_revision_is_restored_to_the_byte_as_a_new_one() {
        stage.put(TWO);

        Changing changing = stage.changes().restore(1, 2, "anna", "", null);
        Revision revision = ((Changed) changing).revision();
        assertThat(revision.number()).isEqualTo(3);
        assertThat(revision.origin()).isEqualTo(Origin.RESTORED);
        assertThat(revision.madeFrom()).isEqualTo(1);
        assertThat(revision.why()).isEqualTo("revision 1 again");
        assertThat(stage.fileText()).isEqualTo(ONE);
        assertThat(stage.runs()).isEqualTo(1001);
    }

    @Test
    void a_revision_that_is_not_there_cannot_be_restored() {
        assertThat(stage.changes().restore(7, 1, "anna", "", null)).isEqualTo(new Rejection.Unknown(7));
    }

    @Test
    void a_file_keeps_its_permissions() throws IOException {
        Files.setPosixFilePermissions(stage.file(), PosixFilePermissions.fromString("rw-rw----"));
        stage.put(TWO);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(stage.file())))
                .isEqualTo("rw-rw----");
    }

    @Test
    void our_own_writing_is_not_taken_for_an_edit() {
        stage.put(TWO);
        stage.pass(Duration.ofSeconds(30));

        assertThat(stage.number()).isEqualTo(2);
        assertThat(stage.told()).containsExactly("changed 2");
    }

    @Test
    void an_edit_that_was_not_looked_at_yet_is_not_written_over() throws IOException {
        stage.edit(THREE);

        assertThat(stage.put(TWO)).isInstanceOf(Rejection.Refused.class);
        assertThat(stage.fileText()).isEqualTo(THREE);

        stage.pass(Duration.ofSeconds(3));
        assertThat(stage.runs()).isEqualTo(1003);
    }

    @Test
    void a_refused_edit_is_kept_when_a_change_by_another_way_takes_its_place() throws IOException {
        stage.edit(BROKEN);
        stage.pass(Duration.ofSeconds(3));
        stage.put(TWO);

        assertThat(stage.fileText()).contains("1002");
        assertThat(stage.changes().standing().fileProblem()).isNull();
        assertThat(stage.store().directory().resolve("refused-00000001.yaml")).hasContent(BROKEN);
        assertThat(stage.told()).containsExactly("file bad", "file good", "changed 2");
    }
}
