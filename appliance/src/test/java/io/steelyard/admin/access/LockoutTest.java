package io.steelyard.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LockoutTest {
    private final MovingClock clock = new MovingClock();
    private final Lockout lockout = new Lockout(clock);

    @Test
    void an_address_that_guesses_is_slowed_down_to_a_few_guesses_an_hour() {
        int guesses = 0;
        for (int second = 0; second < 24 * 3600; second++) {
            if (lockout.wait("stranger", "anna").isZero()) {
                lockout.failed("stranger", "anna");
                guesses++;
            }
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(guesses).isBetween(50, 120);
    }

    @Test
    void guessing_a_user_from_many_addresses_is_slowed_down_too() {
        int guesses = 0;
        for (int second = 0; second < 3600; second++) {
            if (lockout.wait("address" + second, "anna").isZero()) {
                lockout.failed("address" + second, "anna");
                guesses++;
            }
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(guesses).isLessThan(200);
    }

    @Test
    void strangers_can_not_keep_a_user_out_for_more_than_half_a_minute() {
        for (int i = 0; i < 1000; i++) {
            lockout.failed("stranger" + i, "anna");
        }

        assertThat(lockout.wait("office", "anna")).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void strangers_can_not_keep_a_user_out_at_all_who_logged_on_from_there_before() {
        lockout.succeeded("office", "anna");
        for (int i = 0; i < 1000; i++) {
            lockout.failed("stranger" + i, "anna");
        }

        assertThat(lockout.wait("office", "anna")).isZero();
    }

    @Test
    void one_users_failures_do_not_slow_another_elsewhere() {
        for (int i = 0; i < 100; i++) {
            lockout.failed("stranger", "anna");
        }

        assertThat(lockout.wait("office", "berta")).isZero();
    }

    @Test
    void a_right_password_forgives_the_address() {
        for (int i = 0; i < 5; i++) {
            lockout.failed("office", "anna");
        }
        lockout.succeeded("office", "anna");

        assertThat(lockout.failed("office", "anna")).isZero();
    }
}
