package io.steelyard.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
    private static final String GOOD = "correct horse battery";

    @Test
    void a_password_matches_its_own_hash_and_no_other_does() {
        String hash = Passwords.hash(GOOD);

        assertThat(Passwords.matches(GOOD, hash)).isTrue();
        assertThat(Passwords.matches(GOOD + " ", hash)).isFalse();
        assertThat(Passwords.matches("", hash)).isFalse();
    }

    @Test
    void the_same_password_has_another_hash_each_time() {
        assertThat(Passwords.hash(GOOD)).isNotEqualTo(Passwords.hash(GOOD));
    }

    @Test
    void the_hash_is_argon2id_with_what_is_recommended_at_the_least() {
        assertThat(Passwords.hash(GOOD))
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$")
                .doesNotContain(GOOD);
    }

    /** Made with the reference implementation: {@code echo -n password | argon2 somesalt -id -t 2 -k 65536 -p 1 -e}. */
    @Test
    void a_hash_of_the_reference_implementation_is_understood() {
        String hash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

        assertThat(Passwords.matches("password", hash)).isTrue();
        assertThat(Passwords.matches("passwort", hash)).isFalse();
    }

    @Test
    void nobody_has_no_password() {
        assertThat(Passwords.matches(GOOD, null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "correct horse battery",
                "$argon2id$v=19$m=999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=19456,t=99,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy"
            })
    void what_is_no_hash_of_ours_or_would_cost_too_much_matches_nothing(String hash) {
        assertThat(Passwords.matches(GOOD, hash)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "elevenchars", "aaaaaaaaaaaaaaaa", "abababababab", "annaannaannaanna!?z"})
    void a_password_that_is_easily_guessed_is_refused(String password) {
        assertThat(Passwords.problem("anna", password)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {GOOD, "twelve chars", "пароль для двоих", "🐎🔋🐎 und noch mehr"})
    void a_long_password_of_any_characters_is_taken(String password) {
        assertThat(Passwords.problem("anna", password)).isNull();
    }

    @Test
    void a_password_of_more_than_256_characters_is_refused() {
        assertThat(Passwords.problem("anna", "abcdefgh".repeat(33))).contains("256");
    }
}
