package io.steelyard.service.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.revision.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is done in whatever order, what runs, what is kept and what the file holds fit together. */
class RandomChangesOrderTest {
    private static final int STEPS = 60;

    @TempDir
    Path folder = Path.of(".");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void what_runs_what_is_kept_and_what_the_file_holds_fit_together(long seed) throws IOException {
        Random random = new Random(seed);
        List<String> done = new ArrayList<>();
        try (ChangeStage stage = ChangeStage.start(folder, "admin: { port: 1000 }\n")) {
            for (int i = 0; i < STEPS; i++) {
                long before = stage.number();
                done.add(step(stage, random, 1001 + i));
                // An edit is taken, or refused, before anything else is looked at.
                stage.pass(Duration.ofMillis(2500));
                check(stage, before, done);
            }
        }
        assertThat(done).doesNotHaveDuplicates().hasSize(STEPS);
    }

    private static String step(ChangeStage stage, Random random, int port) throws IOException {
        String yaml = "admin: { port: " + port + " }\n";
        stage.running().refuse(random.nextInt(6) == 0 ? "port " + port + " is taken" : null);
        long number = stage.number();
        long any = 1L + random.nextInt((int) number);
        Duration probation = random.nextBoolean() ? Duration.ofSeconds(10 + random.nextInt(20)) : null;
        Object came = switch (random.nextInt(10)) {
            case 0 -> stage.changes().plan(stage.draft(yaml));
            case 1, 2 -> stage.put(yaml, probation);
            case 3 -> stage.changes().apply(Draft.ofText(any, yaml, "anna", ""), probation);
            case 4 -> stage.changes().restore(any, number, "anna", "", probation);
            case 5 -> stage.changes().confirm(number, "anna");
            case 6 -> stage.changes().rollBack(number, "anna", "");
            case 7 -> {
                stage.edit(random.nextInt(3) == 0 ? "admin: { port: nine }\n" : "# typed\n" + yaml);
                yield "edit";
            }
            case 8 -> {
                stage.pass(Duration.ofSeconds(random.nextInt(40)));
                yield "time";
            }
            default -> {
                stage.running().refuse(null);
                stage.restart();
                yield "restart";
            }
        };
        return port + ": " + came;
    }

    private static void check(ChangeStage stage, long before, List<String> done) throws IOException {
        Standing standing = stage.changes().standing();
        Revision revision = standing.revision();
        String so = "after " + done;
        assertThat(revision.number()).as(so).isGreaterThanOrEqualTo(before);
        assertThat(stage.running().config()).as(so).isEqualTo(standing.config());
        assertThat(stage.running().revision()).as(so).isEqualTo(revision.number());
        assertThat(stage.store().find(revision.number())).as(so).isEqualTo(revision);
        assertThat(stage.store().text(revision.number())).as(so).isEqualTo(standing.text());
        assertThat(ChangeStage.tree(standing.text())).as(so).isEqualTo(standing.tree());
        assertThat(revision.onProbation()).as(so).isEqualTo(standing.probation() != null);
        Probation probation = standing.probation();
        long confirmed = probation == null ? revision.number() : probation.fallback();
        if (standing.fileProblem() == null) {
            assertThat(stage.fileText()).as(so).isEqualTo(stage.store().text(confirmed));
        } else {
            assertThat(Files.readString(stage.file()))
                    .as(so)
                    .isNotEqualTo(stage.store().text(confirmed));
        }
    }
}
