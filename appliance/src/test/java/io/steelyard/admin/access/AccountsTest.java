package io.steelyard.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.admin.access.Book.Not;
import io.steelyard.admin.access.Book.Reason;
import io.steelyard.admin.access.Book.To;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsTest {
    private static final User ANNA = new User("anna", Role.ADMINISTRATOR, false, "hash");
    private static final User BERTA = new User("berta", Role.VIEWER, true, "other");

    @TempDir
    Path folder = Path.of(".");

    @Test
    void what_was_kept_is_there_after_a_restart() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        Token token = new Token("robot", Role.OPERATOR, now, "anna", now.plusSeconds(60), "hash", now);
        Accounts before = Accounts.in(folder.resolve("new"));
        before.change(book -> book.adding(ANNA));
        before.change(book -> book.adding(BERTA));
        before.change(book -> book.adding(token));

        Accounts after = Accounts.in(folder.resolve("new"));

        assertThat(after.book()).isEqualTo(before.book());
        assertThat(after.book().users()).containsExactly(ANNA, BERTA);
        assertThat(after.book().tokens()).containsExactly(token);
    }

    @Test
    void only_the_owner_may_read_the_file() throws IOException {
        Accounts.in(folder).change(book -> book.adding(ANNA));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(Accounts.FILE))))
                .isEqualTo("rw-------");
    }

    @Test
    void a_crash_while_saving_leaves_the_old_file_whole() throws IOException {
        Accounts.in(folder).change(book -> book.adding(ANNA));
        Files.writeString(folder.resolve("." + Accounts.FILE + ".steelyard-new"), "{\"users\": [{\"na");

        Accounts after = Accounts.in(folder);

        assertThat(after.book().users()).containsExactly(ANNA);
        assertThat(after.change(book -> book.adding(BERTA))).isInstanceOf(To.class);
        assertThat(Accounts.in(folder).book().users()).containsExactly(ANNA, BERTA);
    }

    @Test
    void a_file_that_cannot_be_read_lets_nobody_in_and_nobody_new_be_made() throws IOException {
        Files.writeString(folder.resolve(Accounts.FILE), "{\"users\": [{\"na");

        Accounts accounts = Accounts.in(folder);

        assertThat(accounts.problem()).contains(Accounts.FILE);
        assertThat(accounts.isSetUpNeeded()).isFalse();
        assertThat(accounts.change(book -> book.adding(ANNA)))
                .isInstanceOfSatisfying(
                        Not.class, not -> assertThat(not.reason()).isEqualTo(Reason.NO_FILE));
        assertThat(Files.readString(folder.resolve(Accounts.FILE))).isEqualTo("{\"users\": [{\"na");
    }

    @Test
    void a_file_that_is_mended_is_read_again() throws IOException {
        Files.writeString(folder.resolve(Accounts.FILE), "nonsense");
        Accounts accounts = Accounts.in(folder);
        Files.delete(folder.resolve(Accounts.FILE));

        accounts.refresh();

        assertThat(accounts.problem()).isNull();
        assertThat(accounts.isSetUpNeeded()).isTrue();
    }

    @Test
    void what_another_process_changed_is_noticed_and_not_undone() {
        Accounts running = Accounts.in(folder);
        running.change(book -> book.adding(ANNA));
        Accounts.in(folder).change(book -> book.adding(BERTA));

        running.change(book -> book.withPassword("anna", "third"));

        assertThat(Accounts.in(folder).book().users())
                .containsExactly(new User("anna", Role.ADMINISTRATOR, false, "third"), BERTA);
        Accounts.in(folder).change(book -> book.withoutUser("berta"));
        running.refresh();
        assertThat(running.book().user("berta")).isNull();
    }

    @Test
    void the_first_user_is_an_administrator() {
        Accounts accounts = Accounts.inMemory();

        assertThat(accounts.change(book -> book.adding(BERTA))).isInstanceOf(Not.class);
        assertThat(accounts.isSetUpNeeded()).isTrue();
    }

    @Test
    void the_last_administrator_stays() {
        Accounts accounts = Accounts.inMemory();
        accounts.change(book -> book.adding(ANNA));
        accounts.change(book -> book.adding(BERTA));

        assertThat(accounts.change(book -> book.withoutUser("anna"))).isInstanceOf(Not.class);
        assertThat(accounts.change(book -> book.withRole("anna", Role.OPERATOR, false)))
                .isInstanceOf(Not.class);
        assertThat(accounts.change(book -> book.withRole("anna", Role.ADMINISTRATOR, true)))
                .isInstanceOf(Not.class);
        assertThat(accounts.book().user("anna")).isEqualTo(ANNA);
    }

    @Test
    void a_directory_that_cannot_be_written_says_so() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(Accounts.in(file.resolve("below")).change(book -> book.adding(ANNA)))
                .isInstanceOfSatisfying(
                        Not.class, not -> assertThat(not.reason()).isEqualTo(Reason.NO_FILE));
    }

    @Test
    void a_tokens_last_use_is_kept_at_the_end() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        Token token = new Token("robot", Role.OPERATOR, now, "anna", now.plusSeconds(60), "hash", null);
        Accounts accounts = Accounts.in(folder);
        accounts.change(book -> book.adding(token));
        accounts.used(token, now.plusSeconds(1));
        accounts.keepUses(true);

        assertThat(Accounts.in(folder).book().tokens()).containsExactly(token.usedAt(now.plusSeconds(1)));
    }
}
