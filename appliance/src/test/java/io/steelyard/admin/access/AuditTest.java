package io.steelyard.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {
    private static final Caller ANNA = new Caller("anna", Role.ADMINISTRATOR, Caller.Means.LOG_ON, "192.0.2.9");

    @TempDir
    Path folder = Path.of(".");

    private final List<Event> journal = Collections.synchronizedList(new ArrayList<>());
    private final MovingClock clock = new MovingClock();

    @Test
    void an_entry_says_who_did_what_from_where_and_how_it_ended() {
        try (Audit audit = new Audit(clock, journal::add, null)) {
            audit.did(ANNA, "DELETE /api/v1/users/berta", AuditEntry.DONE, "status 204");
            audit.refused("berta", "192.0.2.66", "log-on", "wrong password");

            assertThat(audit.since(0, 10))
                    .containsExactly(
                            new AuditEntry(
                                    1,
                                    clock.instant(),
                                    "anna",
                                    "administrator",
                                    "192.0.2.9",
                                    "DELETE /api/v1/users/berta",
                                    "done",
                                    "status 204"),
                            new AuditEntry(
                                    2,
                                    clock.instant(),
                                    "berta",
                                    "",
                                    "192.0.2.66",
                                    "log-on",
                                    "refused",
                                    "wrong password"));
        }
        assertThat(journal).extracting(Event::kind).containsExactly("audit-done", "audit-refused");
        assertThat(journal.get(1).sentence()).isEqualTo("berta at 192.0.2.66: log-on, refused (wrong password)");
    }

    @Test
    void entries_are_there_after_a_restart_and_numbers_go_on() throws IOException {
        try (Audit audit = new Audit(clock, journal::add, new AuditFile(folder))) {
            audit.did(ANNA, "one", AuditEntry.DONE, "");
        }
        Files.writeString(folder.resolve(AuditFile.NAME), "{\"number\": 2, \"cut", StandardOpenOption.APPEND);
        try (Audit audit = new Audit(clock, journal::add, new AuditFile(folder))) {
            audit.did(ANNA, "two", AuditEntry.DONE, "");
        }
        try (Audit audit = new Audit(clock, journal::add, new AuditFile(folder))) {
            assertThat(audit.since(0, 10)).extracting(AuditEntry::what).containsExactly("one", "two");
            assertThat(audit.since(1, 10)).extracting(AuditEntry::number).containsExactly(2L);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(AuditFile.NAME))))
                .isEqualTo("rw-------");
    }

    @Test
    void memory_and_disk_are_bounded() throws IOException {
        try (Audit audit = new Audit(clock, journal::add, new AuditFile(folder, 2000))) {
            for (int i = 0; i < 2 * Audit.KEPT; i++) {
                audit.did(ANNA, "again", AuditEntry.DONE, "");
            }
            assertThat(audit.since(0, Integer.MAX_VALUE)).hasSize(Audit.KEPT);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .hasSizeLessThanOrEqualTo(AuditFile.KEEP)
                    .allMatch(file -> file.toFile().length() < 3000);
        }
    }

    @Test
    void what_a_stranger_sends_stays_on_one_line_and_short() {
        try (Audit audit = new Audit(clock, journal::add, null)) {
            audit.refused("x\r\nfake entry\u001b[31m" + "y".repeat(10_000), "192.0.2.66", "log-on", "");

            assertThat(audit.since(0, 1).get(0).who())
                    .startsWith("x??fake entry?[31m")
                    .hasSizeLessThan(AuditEntry.MOST_TEXT + 2);
        }
    }
}
