package io.steelyard.service.change;

import static io.steelyard.service.change.ChangesTest.BROKEN;
import static io.steelyard.service.change.ChangesTest.ONE;
import static io.steelyard.service.change.ChangesTest.THREE;
import static io.steelyard.service.change.ChangesTest.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.revision.Revision.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits of the configuration file, as editors make them. */
class FileEditTest {
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
    void an_edit_runs_and_is_a_revision_and_the_file_stays_as_it_was_typed() throws IOException {
        stage.edit("# typed\n" + TWO);
        stage.pass(Duration.ofSeconds(3));

        assertThat(stage.runs()).isEqualTo(1002);
        assertThat(stage.changes().standing().revision().origin()).isEqualTo(Origin.FILE);
        assertThat(stage.changes().standing().revision().why()).isEqualTo("edited on disk");
        assertThat(stage.fileText())
                .isEqualTo("# typed\n" + TWO)
                .isEqualTo(stage.store().text(2));
        assertThat(stage.told()).containsExactly("changed 2");
    }

    @Test
    void a_file_that_is_renamed_over_it_is_an_edit() throws IOException {
        Path other = Files.writeString(folder.resolve("4913"), TWO);
        Files.move(other, stage.file(), StandardCopyOption.ATOMIC_MOVE);
        stage.pass(Duration.ofSeconds(3));

        assertThat(stage.runs()).isEqualTo(1002);
    }

    @Test
    void half_a_file_is_waited_for() throws IOException {
        for (int end = 1; end <= TWO.length(); end++) {
            stage.edit(TWO.substring(0, end));
            stage.pass(Duration.ofMillis(500));
        }
        stage.pass(Duration.ofSeconds(3));

        assertThat(stage.told()).containsExactly("changed 2");
        assertThat(stage.runs()).isEqualTo(1002);
    }

    @Test
    void a_file_that_is_gone_for_a_moment_is_no_problem() throws IOException {
        Files.delete(stage.file());
        stage.pass(Duration.ofSeconds(1));
        stage.edit(TWO);
        stage.pass(Duration.ofSeconds(3));

        assertThat(stage.told()).containsExactly("changed 2");
    }

    @Test
    void a_file_that_stays_away_is_a_problem_and_what_runs_goes_on() throws IOException {
        Files.delete(stage.file());
        stage.pass(Duration.ofSeconds(3));

        assertThat(stage.fileProblems()).singleElement().asString().contains("there is no such file");
        assertThat(stage.runs()).isEqualTo(1001);
        stage.put(TWO);
        assertThat(stage.fileText()).contains("1002");
    }

    @Test
    void a_bad_edit_is_shown_and_a_good_one_clears_it() throws IOException {
        stage.edit(BROKEN);
        stage.pass(Duration.ofSeconds(10));

        assertThat(stage.runs()).isEqualTo(1001);
        assertThat(stage.fileProblems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).isEqualTo("admin.port"));
        assertThat(stage.told()).containsExactly("file bad");

        stage.edit(TWO);
        stage.pass(Duration.ofSeconds(3));
        assertThat(stage.runs()).isEqualTo(1002);
        assertThat(stage.changes().standing().fileProblem()).isNull();
        assertThat(stage.told()).containsExactly("file bad", "file good", "changed 2");
    }

    @Test
    void a_bad_edit_that_is_undone_leaves_everything_as_it_was() throws IOException {
        stage.edit(BROKEN);
        stage.pass(Duration.ofSeconds(3));
        stage.edit(ONE);
        stage.pass(Duration.ofSeconds(3));

        assertThat(stage.changes().standing().fileProblem()).isNull();
        assertThat(stage.number()).isEqualTo(1);
        assertThat(stage.told()).containsExactly("file bad", "file good");
    }

    @Test
    void a_valid_edit_that_cannot_be_applied_is_a_problem_of_the_file() throws IOException {
        stage.running().refuse("port 80 is taken");
        stage.edit(TWO);
        stage.pass(Duration.ofSeconds(3));

        assertThat(stage.fileProblems()).singleElement().asString().endsWith("port 80 is taken");

        stage.running().refuse(null);
        assertThat(stage.changes().readFile()).isInstanceOf(Changed.class);
        assertThat(stage.runs()).isEqualTo(1002);
        assertThat(stage.changes().standing().fileProblem()).isNull();
    }

    @Test
    void an_edit_of_the_same_length_with_the_old_time_is_noticed() throws IOException {
        FileTime time = Files.getLastModifiedTime(stage.file());
        stage.edit(ONE.replace("1001", "1009"));
        Files.setLastModifiedTime(stage.file(), time);
        stage.pass(Duration.ofSeconds(3));

        assertThat(stage.runs()).isEqualTo(1009);
    }

    @Test
    void told_to_read_it_takes_the_file_at_once() throws IOException {
        stage.edit(TWO);

        assertThat(stage.changes().readFile()).isInstanceOf(Changed.class);
        assertThat(stage.runs()).isEqualTo(1002);
    }

    @Test
    void told_to_read_it_takes_a_page_that_changed_although_the_text_that_names_it_is_the_same() throws IOException {
        Path page = Files.writeString(folder.resolve("sorry.html"), "one");
        stage.edit("""
                virtualServices:
                  - name: shop
                    address: 127.0.0.1
                    port: 80
                    answers: { errorPages: [{ status: 503, file: sorry.html }] }
                """);
        stage.changes().readFile();
        long before = stage.number();

        stage.changes().readFile();
        assertThat(stage.number()).as("the page is the same").isEqualTo(before);

        Files.writeString(page, "two");
        stage.changes().readFile();

        assertThat(stage.running()
                        .config()
                        .virtualServices()
                        .get(0)
                        .http()
                        .answers()
                        .errorPages())
                .singleElement()
                .extracting(found -> found.page().toString())
                .isEqualTo("two");
        assertThat(stage.number()).isEqualTo(before + 1);

        Files.delete(page);
        stage.changes().readFile();

        assertThat(stage.fileProblems()).singleElement().asString().contains("sorry.html");
    }

    @Test
    void an_edit_while_a_revision_is_on_probation_is_newer_and_ends_it() throws IOException {
        stage.put(TWO, Duration.ofMinutes(5));
        stage.edit(THREE);
        stage.pass(Duration.ofMinutes(6));

        assertThat(stage.runs()).isEqualTo(1003);
        assertThat(stage.changes().standing().probation()).isNull();
        assertThat(stage.told()).containsExactly("changed 2 on probation", "changed 3");
    }
}
