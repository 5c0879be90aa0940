package io.steelyard.service.change;

import io.steelyard.config.ConfigProblem;
import io.steelyard.config.ConfigReader;
import io.steelyard.config.ConfigReading;
import io.steelyard.config.ConfigTree;
import io.steelyard.config.FileText;
import io.steelyard.config.revision.Beginning;
import io.steelyard.config.revision.Revision;
import io.steelyard.config.revision.RevisionStore;
import io.steelyard.health.HealthCheckKinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A real file and real revisions, a clock that is moved by hand, and something that runs only in name. */
final class ChangeStage implements AutoCloseable {
    private static final ConfigReader READER = new ConfigReader(HealthCheckKinds.of(List.of()));

    private final Path file;
    private final List<String> told = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private RevisionStore store;
    private ScriptedRunning running;
    private Changes changes;

    private ChangeStage(Path file) throws IOException {
        this.file = file;
        store = RevisionStore.open(file, RevisionStore.directoryOf(file));
        Beginning.Ready ready = (Beginning.Ready) Beginning.of(store, READER, clock());
        running = new ScriptedRunning(ready.config(), ready.revision().number());
        changes = changes(ready);
    }

    static ChangeStage start(Path folder, String text) throws IOException {
        return new ChangeStage(Files.writeString(folder.resolve("steelyard.yaml"), text));
    }

    /** The process is killed and started again. */
    void restart() throws IOException {
        store.close();
        store = RevisionStore.open(file, RevisionStore.directoryOf(file));
        Beginning.Ready ready = (Beginning.Ready) Beginning.of(store, READER, clock());
        running = new ScriptedRunning(ready.config(), ready.revision().number());
        changes = changes(ready);
    }

    private Changes changes(Beginning.Ready ready) {
        Changes made = new Changes(running, store, READER, ready, clock());
        made.addListener(new ChangeListener() {
            @Override
            public void changed(Revision revision, Effect effect, @Nullable Probation probation) {
                told.add("changed " + revision.number() + (probation == null ? "" : " on probation"));
            }

            @Override
            public void confirmed(Revision revision, String who) {
                told.add("confirmed " + revision.number() + " by " + who);
            }

            @Override
            public void rolledBack(Revision revision, Effect effect) {
                told.add("rolled back to " + revision.madeFrom() + " as " + revision.number());
            }

            @Override
            public void refused(String who, String why, String reason) {
                told.add("refused: " + reason);
            }

            @Override
            public void fileProblem(@Nullable FileProblem problem) {
                told.add(problem == null ? "file good" : "file bad");
            }
        });
        return made;
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    /** As the appliance does it, every half second. */
    void pass(Duration time) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            now = now.plusMillis(500);
            changes.tick();
        }
    }

    Changing put(String yaml) {
        return put(yaml, null);
    }

    Changing put(String yaml, @Nullable Duration probation) {
        return changes.apply(draft(yaml), probation);
    }

    /** From what is in force. */
    Draft draft(String yaml) {
        return Draft.of(number(), tree(yaml), "anna", "");
    }

    static ConfigTree tree(String yaml) {
        return READER.read("test", yaml) instanceof ConfigReading.Valid valid ? valid.tree() : ConfigTree.EMPTY;
    }

    void edit(String text) throws IOException {
        Files.writeString(file, text);
    }

    long number() {
        return changes.standing().revision().number();
    }

    /** Which port stands for the configuration that runs. */
    int runs() {
        return running.config().admin().port();
    }

    String fileText() {
        return String.valueOf(FileText.of(file).text());
    }

    /** Everything wrong with what the file holds. */
    List<ConfigProblem> fileProblems() {
        return Objects.requireNonNull(changes.standing().fileProblem()).problems();
    }

    Probation probation() {
        return Objects.requireNonNull(changes.standing().probation());
    }

    List<String> told() {
        return told;
    }

    Changes changes() {
        return changes;
    }

    ScriptedRunning running() {
        return running;
    }

    RevisionStore store() {
        return store;
    }

    Path file() {
        return file;
    }

    @Override
    public void close() {
        store.close();
    }
}
