package io.steelyard.health.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SettingCheckTest {
    private static final Setting<Duration> INTERVAL = Setting.duration("interval", "1s", "1h", "5s", "Help.");
    private static final Setting<TimeUnit> UNIT = Setting.choice("unit", TimeUnit.class, TimeUnit.DAYS, "Help.");

    @Test
    void a_value_from_elsewhere_is_held_to_the_same_bounds_and_its_key_named() {
        assertThatThrownBy(() -> INTERVAL.check(Duration.ofMillis(10)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("interval: '10ms' is not allowed here, this must be a time from 1s to 1h");
    }

    @Test
    void a_good_value_from_elsewhere_comes_back_as_it_would_have_been_read() {
        assertThat(INTERVAL.check(Duration.ofMinutes(1))).isEqualTo(Duration.ofMinutes(1));
        assertThat(UNIT.check(TimeUnit.SECONDS)).isEqualTo(TimeUnit.SECONDS);
    }

    @Test
    void a_key_that_somebody_else_reads_is_no_problem() {
        Settings settings = Settings.of(Map.of("type", "http", "odd", 1), "check");
        settings.known("type");
        settings.end();
        assertThat(settings.problems())
                .containsExactly(new SettingProblem("check.odd", "this setting is not known here"));
        assertThat(settings.problemCount()).isEqualTo(1);
    }
}
