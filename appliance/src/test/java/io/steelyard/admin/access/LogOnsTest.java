package io.steelyard.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.admin.access.Book.To;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LogOnsTest {
    private static final User ANNA = new User("anna", Role.ADMINISTRATOR, false, "hash");
    private static final User BERTA = new User("berta", Role.ADMINISTRATOR, false, "hash");
    private static final Book BOOK = new Book(List.of(ANNA, BERTA), List.of());

    private final MovingClock clock = new MovingClock();
    private final LogOns logOns = new LogOns(clock, Duration.ofMinutes(30), Duration.ofHours(12));

    @Test
    void a_log_on_is_found_by_what_the_browser_shows_and_by_nothing_else() {
        String secret = logOns.begin(ANNA).secret();

        assertThat(logOns.find(secret, BOOK)).isNotNull();
        assertThat(logOns.find(secret + "x", BOOK)).isNull();
        assertThat(logOns.find(Secret.hash(secret), BOOK)).isNull();
    }

    @Test
    void no_two_log_ons_are_alike() {
        Set<String> secrets = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            secrets.add(logOns.begin(ANNA).secret());
        }

        assertThat(secrets).hasSize(100).allMatch(secret -> secret.length() == 43);
    }

    @Test
    void a_log_on_that_is_used_goes_on_and_one_that_is_idle_ends() {
        String secret = logOns.begin(ANNA).secret();

        clock.advance(Duration.ofMinutes(29));
        assertThat(logOns.find(secret, BOOK)).isNotNull();
        clock.advance(Duration.ofMinutes(29));
        assertThat(logOns.find(secret, BOOK)).isNotNull();
        clock.advance(Duration.ofMinutes(30));
        assertThat(logOns.find(secret, BOOK)).isNull();
    }

    @Test
    void a_log_on_ends_after_the_longest_time_however_much_it_is_used() {
        String secret = logOns.begin(ANNA).secret();
        int minutes = 0;
        while (logOns.find(secret, BOOK) != null) {
            clock.advance(Duration.ofMinutes(10));
            minutes += 10;
        }

        assertThat(minutes).isEqualTo(12 * 60);
    }

    @Test
    void a_log_on_ends_with_another_password_another_role_and_without_the_user() {
        assertThat(endsWith(((To) BOOK.withPassword("anna", "other")).book())).isTrue();
        assertThat(endsWith(((To) BOOK.withRole("anna", Role.VIEWER, false)).book()))
                .isTrue();
        assertThat(endsWith(((To) BOOK.withRole("anna", Role.ADMINISTRATOR, true)).book()))
                .isTrue();
        assertThat(endsWith(((To) BOOK.withoutUser("anna")).book())).isTrue();
        assertThat(endsWith(((To) BOOK.withPassword("berta", "other")).book())).isFalse();
    }

    @Test
    void one_user_can_not_crowd_out_the_others() {
        String berta = logOns.begin(BERTA).secret();
        List<String> annas = new ArrayList<>();
        for (int i = 0; i < 3 * LogOns.MOST; i++) {
            annas.add(logOns.begin(ANNA).secret());
        }

        assertThat(logOns.find(berta, BOOK)).isNotNull();
        assertThat(logOns.count()).isEqualTo(LogOns.MOST_OF_ONE + 1);
        assertThat(logOns.find(annas.get(annas.size() - 1), BOOK)).isNotNull();
    }

    private boolean endsWith(Book next) {
        String secret = logOns.begin(ANNA).secret();
        return logOns.find(secret, next) == null && logOns.find(secret, BOOK) == null;
    }
}
