package io.steelyard.health.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Setting<Integer> COUNT = Setting.integer("count", 1, 10, 5, "Help.");
    private static final Setting<Long> SIZE = Setting.size("size", "1KiB", "1MiB", "32KiB", "Help.");
    private static final Setting<String> NAME = Setting.text("name", 5, "none", "Help.");
    private static final Setting<Boolean> FLAG = Setting.flag("flag", true, "Help.");
    private static final Setting<TimeUnit> UNIT = Setting.choice("unit", TimeUnit.class, TimeUnit.DAYS, "Help.");

    private static <T> String problem(Setting<T> setting, Object written) {
        Settings settings = Settings.of(Map.of(setting.key(), written), "at");
        assertThat(settings.get(setting)).isEqualTo(setting.fallback());
        assertThat(settings.problems()).hasSize(1);
        return settings.problems().get(0).toString();
    }

    private static <T> T value(Setting<T> setting, Object written) {
        Settings settings = Settings.of(Map.of(setting.key(), written), "at");
        T value = settings.get(setting);
        assertThat(settings.problems()).isEmpty();
        return value;
    }

    @Test
    void what_is_left_out_has_its_fallback_and_is_no_problem_unless_required() {
        Settings settings = Settings.of(Map.of(), "");

        assertThat(settings.get(COUNT)).isEqualTo(5);
        assertThat(settings.find(COUNT)).isNull();
        assertThat(settings.get(COUNT.or(7))).isEqualTo(7);
        assertThat(settings.problems()).isEmpty();
        settings.get(COUNT.required());
        assertThat(settings.problems())
                .containsExactly(
                        new SettingProblem("count", "this is missing, it must be a whole number from 1 to 10"));
    }

    @Test
    void good_values_are_read() {
        assertThat(value(COUNT, 10)).isEqualTo(10);
        assertThat(value(SIZE, "2KiB")).isEqualTo(2048);
        assertThat(value(SIZE, 4096)).isEqualTo(4096);
        assertThat(value(NAME, "abc")).isEqualTo("abc");
        assertThat(value(FLAG, false)).isFalse();
        assertThat(value(UNIT, "seconds")).isEqualTo(TimeUnit.SECONDS);
        assertThat(value(Setting.list("counts", COUNT, 3, "Help."), List.of(1, 2)))
                .containsExactly(1, 2);
        assertThat(value(Setting.list("counts", COUNT, 3, "Help."), 4)).containsExactly(4);
    }

    @Test
    void a_wrong_value_is_named_with_its_path_and_what_is_allowed() {
        String whole = "at.count: '%s' is not allowed here, this must be a whole number from 1 to 10";
        assertThat(problem(COUNT, 11)).isEqualTo(whole.formatted("11"));
        assertThat(problem(COUNT, 2.5)).isEqualTo(whole.formatted("2.5"));
        assertThat(problem(COUNT, "two")).isEqualTo(whole.formatted("two"));
        assertThat(problem(COUNT, 1e300)).contains("whole number");
        assertThat(problem(SIZE, "1GiB")).contains("a size from 1KiB to 1MiB");
        assertThat(problem(NAME, "abcdef")).contains("at most 5 characters");
        assertThat(problem(NAME, "a\nb")).contains("without control characters");
        assertThat(problem(NAME, List.of("a"))).contains("not a list");
        assertThat(problem(FLAG, "yes")).contains("true or false");
        assertThat(problem(UNIT, "secnods")).contains("did you mean 'seconds'?");
        assertThat(problem(Setting.list("counts", COUNT, 2, "Help."), List.of(1, 2, 3)))
                .contains("3 are too many, at most 2");
    }

    @Test
    void one_reading_finds_every_problem_in_every_group() {
        Settings settings = Settings.of(
                Map.of("count", 0, "inner", Map.of("count", 99), "many", List.of(Map.of("count", 1), "text")), "");
        settings.get(COUNT);
        settings.group("inner").get(COUNT);
        settings.groups("many", 5).forEach(group -> group.get(COUNT));

        assertThat(settings.problems())
                .extracting(SettingProblem::path)
                .containsExactlyInAnyOrder("count", "inner.count", "many[1]");
    }

    @Test
    void a_key_that_nothing_asked_for_is_refused_with_the_nearest_one() {
        Settings settings = Settings.of(Map.of("cuont", 3), "at");
        settings.get(COUNT);
        settings.end();

        assertThat(settings.problems())
                .containsExactly(
                        new SettingProblem("at.cuont", "this setting is not known here, did you mean 'count'?"));
    }

    @ParameterizedTest
    @CsvSource({"0s,0s", "500ms,500ms", "1000ms,1s", "90s,90s", "60s,1m", "60m,1h", "24h,1d", "36h,36h", "7d,7d"})
    void a_time_is_written_in_the_shortest_form_that_reads_back_the_same(String text, String shortest) {
        Duration duration = Quantities.duration(text);

        assertThat(Quantities.write(duration)).isEqualTo(shortest);
        assertThat(Quantities.duration(shortest)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "-5s", "5 s", "1.5s", "5S", "s", "9999999999999s", "5s5s"})
    void what_is_no_time_is_refused_with_how_to_write_one(String text) {
        assertThatThrownBy(() -> Quantities.duration(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write a whole number and a unit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999999d", "999999999999h"})
    void even_the_longest_time_is_only_out_of_bounds(String text) {
        assertThat(problem(Setting.duration("t", "1s", "1h", "5s", "Help."), text))
                .contains("a time from 1s to 1h");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "KiB", "1KB", "-1", "1.5MiB", "999999999999999GiB"})
    void what_is_no_size_is_refused(String text) {
        assertThatThrownBy(() -> Quantities.size(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_nearest_word_is_found_and_a_far_one_is_not() {
        assertThat(Nearest.find("intervall", List.of("interval", "timeout"))).isEqualTo("interval");
        assertThat(Nearest.find("prot", List.of("port", "path"))).isEqualTo("port");
        assertThat(Nearest.find("elephant", List.of("port", "path"))).isNull();
        assertThat(Nearest.find("x".repeat(1000), List.of("port"))).isNull();
        assertThat(Nearest.hint("elephant", List.of("port"))).isEmpty();
    }
}
