package io.steelyard.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DelaysTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Delays delays = new Delays(2, Duration.ofSeconds(1), Duration.ofSeconds(5));

    @Test
    void the_wait_doubles_after_the_free_failures_up_to_the_longest() {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            waits.add(delays.failed("x", START).toSeconds());
        }

        assertThat(waits).containsExactly(0L, 0L, 1L, 2L, 4L, 5L, 5L);
    }

    @Test
    void the_wait_is_over_when_its_time_is() {
        for (int i = 0; i < 4; i++) {
            delays.failed("x", START);
        }

        assertThat(delays.wait("x", START.plusMillis(1500))).isEqualTo(Duration.ofMillis(500));
        assertThat(delays.wait("x", START.plusSeconds(2))).isZero();
        assertThat(delays.wait("y", START)).isZero();
    }

    @Test
    void a_quiet_hour_forgets_failures() {
        for (int i = 0; i < 7; i++) {
            delays.failed("x", START);
        }

        assertThat(delays.failed("x", START.plusSeconds(3600))).isZero();
    }

    @Test
    void a_success_forgets_failures() {
        for (int i = 0; i < 7; i++) {
            delays.failed("x", START);
        }
        delays.succeeded("x");

        assertThat(delays.wait("x", START)).isZero();
        assertThat(delays.failed("x", START)).isZero();
    }

    @Test
    void a_flood_of_names_takes_bounded_memory_and_forgets_the_oldest() {
        for (int i = 0; i < 4; i++) {
            delays.failed("first", START);
        }
        for (int i = 0; i < 2 * Delays.MOST; i++) {
            delays.failed("name" + i, START);
        }

        assertThat(delays.size()).isLessThanOrEqualTo(Delays.MOST);
        assertThat(delays.wait("first", START)).isZero();
    }
}
