package io.steelyard.config.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.config.revision.Revision.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevisionStoreTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");

    @TempDir
    Path folder = Path.of(".");

    private Path file = Path.of(".");
    private Path directory = Path.of(".");

    @BeforeEach
    void namePlaces() {
        file = folder.resolve("steelyard.yaml");
        directory = RevisionStore.directoryOf(file);
    }

    @Test
    void what_is_saved_is_there_to_the_byte_for_whoever_opens_it_next() throws IOException {
        String text = "# by hand\r\na: \"ä\ud83d\ude00\"  \n\n";
        Revision revision = new Revision(1, NOW, "anna", "a new site", Origin.API, 7L, false);
        try (RevisionStore store = open()) {
            store.prepare(revision, text, true).commit(1);
        }

        try (RevisionStore store = open()) {
            assertThat(store.list()).containsExactly(revision);
            assertThat(store.latest()).isEqualTo(revision);
            assertThat(store.find(1)).isEqualTo(revision);
            assertThat(store.text(1)).isEqualTo(text);
            assertThat(store.next()).isEqualTo(2);
            assertThat(file).hasContent(text);
        }
    }

    @Test
    void what_is_only_prepared_changes_nothing_and_is_gone_at_the_next_start() throws IOException {
        Files.writeString(file, "old: 1\n");
        try (RevisionStore store = open()) {
            store.prepare(revision(1), "new: 1\n", true);

            assertThat(store.list()).isEmpty();
            assertThat(file).hasContent("old: 1\n");
        }

        open().close();
        assertThat(names(folder)).containsExactlyInAnyOrder("steelyard.yaml", "steelyard.yaml.revisions");
        assertThat(names(directory)).containsExactly("lock");
    }

    @Test
    void what_is_discarded_leaves_nothing() throws IOException {
        try (RevisionStore store = open()) {
            store.prepare(revision(1), "new: 1\n", true).discard();

            assertThat(names(directory)).containsExactly("lock");
            assertThat(names(folder)).containsExactly("steelyard.yaml.revisions");
            assertThat(store.next()).isEqualTo(1);
        }
    }

    @Test
    void the_oldest_go_first_but_never_the_confirmed_and_the_latest() throws IOException {
        try (RevisionStore store = RevisionStore.open(file, directory, 3, 1_000_000)) {
            for (int i = 1; i <= 6; i++) {
                store.prepare(revision(i), "a: " + i + "\n", false).commit(2);
            }

            assertThat(store.list()).extracting(Revision::number).containsExactly(6L, 5L, 2L);
            assertThat(names(directory))
                    .containsExactlyInAnyOrder("00000002.yaml", "00000005.yaml", "00000006.yaml", "lock");
            assertThat(store.text(1)).isNull();
        }
    }

    @Test
    void more_bytes_than_allowed_are_not_kept_but_the_latest_is() throws IOException {
        try (RevisionStore store = RevisionStore.open(file, directory, 100, 2000)) {
            for (int i = 1; i <= 5; i++) {
                store.prepare(revision(i), "a: " + "x".repeat(600) + "\n", false)
                        .commit(i);
            }
            assertThat(store.list()).extracting(Revision::number).containsExactly(5L, 4L);

            store.prepare(revision(6), "a: " + "x".repeat(6000) + "\n", false).commit(6);
            assertThat(store.list()).extracting(Revision::number).containsExactly(6L);
        }
    }

    @Test
    void a_damaged_revision_has_no_text_and_harms_no_other() throws IOException {
        try (RevisionStore store = open()) {
            store.prepare(revision(1), "a: 1\n", true).commit(1);
            store.prepare(revision(2), "a: 2\n", true).commit(2);
        }
        Path damaged = directory.resolve("00000001.yaml");
        Files.writeString(damaged, Files.readString(damaged).replace("a: 1", "a: 7"));
        Files.writeString(directory.resolve("00000003.yaml"), "half a he");

        try (RevisionStore store = open()) {
            assertThat(store.list()).extracting(Revision::number).containsExactly(2L, 1L);
            assertThat(store.text(1)).isNull();
            assertThat(store.text(2)).isEqualTo("a: 2\n");
        }
    }

    @Test
    void only_one_may_open_it_at_a_time_and_anybody_may_look() throws IOException {
        try (RevisionStore store = open()) {
            store.prepare(revision(1), "a: 1\n", true).commit(1);

            assertThatThrownBy(this::open).isInstanceOf(StoreTakenException.class);
            assertThat(RevisionStore.look(file, directory).text(1)).isEqualTo("a: 1\n");
        }
        open().close();
    }

    @Test
    void a_file_keeps_its_permissions_and_revisions_are_for_their_owner_alone() throws IOException {
        Files.writeString(file, "a: 0\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        try (RevisionStore store = open()) {
            store.prepare(revision(1), "a: 1\n", true).commit(1);
        }

        assertThat(permissions(file)).isEqualTo("rw-r-----");
        assertThat(permissions(directory)).isEqualTo("rwx------");
        assertThat(permissions(directory.resolve("00000001.yaml"))).isEqualTo("rw-------");
    }

    @Test
    void a_file_that_a_link_leads_to_is_written_where_it_is() throws IOException {
        Path real =
                Files.writeString(Files.createDirectory(folder.resolve("git")).resolve("real.yaml"), "a: 0\n");
        Files.createSymbolicLink(file, real);
        try (RevisionStore store = open()) {
            store.prepare(revision(1), "a: 1\n", true).commit(1);
        }

        assertThat(file).isSymbolicLink().hasContent("a: 1\n");
        assertThat(real).hasContent("a: 1\n");
    }

    @Test
    void a_revision_on_probation_goes_into_the_file_when_it_is_confirmed() throws IOException {
        Files.writeString(file, "a: 0\n");
        try (RevisionStore store = open()) {
            Revision probation = new Revision(1, NOW, "anna", "", Origin.API, null, true);
            store.prepare(probation, "a: 1\n", false).commit(1);
            assertThat(file).hasContent("a: 0\n");

            assertThat(store.confirm(1).onProbation()).isFalse();
            assertThat(file).hasContent("a: 1\n");
        }
        try (RevisionStore store = open()) {
            assertThat(store.list()).extracting(Revision::onProbation).containsExactly(false);
        }
    }

    @Test
    void refused_edits_are_kept_the_newest_twenty_of_them() throws IOException {
        try (RevisionStore store = open()) {
            for (int i = 1; i <= 25; i++) {
                store.keepRefused("edit: " + i + "\n");
            }

            List<String> kept = names(directory).stream().sorted().toList();
            assertThat(kept)
                    .hasSize(21)
                    .startsWith("lock", "refused-00000006.yaml")
                    .endsWith("refused-00000025.yaml");
            assertThat(directory.resolve("refused-00000025.yaml")).hasContent("edit: 25\n");
            assertThat(store.list()).isEmpty();
        }
    }

    @Test
    void what_somebody_says_is_one_line_of_bounded_length() {
        Revision revision = new Revision(1, NOW, "a\nb", "x".repeat(5000), Origin.API, null, false);

        assertThat(revision.who()).isEqualTo("a b");
        assertThat(revision.why()).hasSize(Revision.MAX_WHY).endsWith("...");
    }

    private RevisionStore open() throws IOException {
        return RevisionStore.open(file, directory);
    }

    private static Revision revision(long number) {
        return new Revision(number, NOW, "anna", "because", Origin.API, null, false);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
