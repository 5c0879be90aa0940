package io.steelyard.health.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.health.HealthCheckKinds;
import io.steelyard.health.Trial;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretSettingTest {
    private static final String WORD = "open sesame";
    private static final Setting<String> USER = Setting.text("user", 20, "", "Help.");
    private static final Setting<String> PASSWORD =
            Setting.text("password", 20, "", "Help.").secret();

    @Test
    void a_secret_is_read_as_it_was_written() {
        assertThat(Settings.of(Map.of("password", WORD), "").get(PASSWORD)).isEqualTo(WORD);
    }

    @Test
    void a_secret_that_is_not_allowed_is_refused_without_repeating_it() {
        Settings settings = Settings.of(Map.of("password", WORD.repeat(3)), "");
        settings.get(PASSWORD);

        assertThat(settings.problems())
                .containsExactly(new SettingProblem("password", "this must be text of at most 20 characters"));
        assertThatThrownBy(() -> PASSWORD.check(WORD.repeat(3)))
                .hasMessage("password: this must be text of at most 20 characters")
                .satisfies(refusal ->
                        assertThat(String.valueOf(refusal.getCause())).doesNotContain(WORD));
    }

    @Test
    void settings_are_shown_with_their_secrets_hidden_and_none_made_up() {
        List<Setting<?>> known = List.of(USER, PASSWORD);

        assertThat(Settings.shown(Map.of("user", "admin", "password", WORD), known))
                .isEqualTo(Map.of("user", "admin", "password", "•••"));
        assertThat(Settings.shown(Map.of("user", "admin"), known)).isEqualTo(Map.of("user", "admin"));
    }

    @Test
    void a_secret_stays_one_with_another_fallback_and_when_required() {
        assertThat(PASSWORD.or("x").required().isSecret()).isTrue();
        assertThat(USER.isSecret()).isFalse();
    }

    @Test
    void the_password_of_a_directory_is_hidden_where_the_check_is_described() {
        Map<String, Object> written = Map.of("bindDn", "cn=probe", "password", WORD);

        assertThat(HealthCheckKinds.installed().shown("ldap", written))
                .isEqualTo(Map.of("bindDn", "cn=probe", "password", "•••"));
        assertThat(Trial.of("192.0.2.1:389", "ldap", written, null).toString()).doesNotContain(WORD);
    }
}
