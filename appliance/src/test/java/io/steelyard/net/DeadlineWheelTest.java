package io.steelyard.net;

import static io.steelyard.net.DeadlineWheel.TICK_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time is a number that the test moves; that a callback may hang the wheel is why there is a limit. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeadlineWheelTest {
    /** Once round the wheel. */
    private static final long ROUND = 1024 * TICK_NANOS;

    /** Not zero, and such that it overflows soon: {@link System#nanoTime} may do both. */
    private long now = Long.MAX_VALUE - 3 * ROUND;

    private final DeadlineWheel wheel = new DeadlineWheel(() -> now);
    private final List<String> expired = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 49_999_999, 50_000_000, 50_000_001, 123_456_789, 51_150_000_000L, 51_200_000_000L})
    void a_deadline_expires_never_early_and_at_most_one_tick_late(long nanos) {
        wheel.arm(deadline("it"), nanos);
        long due = now + nanos;

        tickUntil(due - 1);
        assertThat(expired).isEmpty();

        tickUntil(due + TICK_NANOS);
        assertThat(expired).containsExactly("it");
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 75, 600, 86_400})
    void a_deadline_beyond_the_wheels_span_expires_in_time(int seconds) {
        wheel.arm(deadline("far"), Duration.ofSeconds(seconds).toNanos());
        long due = now + Duration.ofSeconds(seconds).toNanos();

        tickUntil(due - 1);
        assertThat(expired).isEmpty();

        tickUntil(due + TICK_NANOS);
        assertThat(expired).containsExactly("far");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, -10_000_000_000L})
    void a_deadline_that_has_passed_already_expires_at_the_next_tick(long nanos) {
        wheel.arm(deadline("past"), nanos);

        pass(TICK_NANOS);

        assertThat(expired).containsExactly("past");
    }

    @Test
    void a_deadline_too_far_to_be_told_does_not_expire() {
        wheel.arm(deadline("never"), Long.MAX_VALUE);

        tickUntil(now + 2 * ROUND);

        assertThat(expired).isEmpty();
    }

    @Test
    void a_deadline_expires_once_per_arming() {
        Deadline deadline = deadline("it");
        wheel.arm(deadline, TICK_NANOS);
        tickUntil(now + 2 * ROUND);
        assertThat(expired).containsExactly("it");
        assertThat(deadline.isArmed()).isFalse();

        wheel.arm(deadline, TICK_NANOS);
        tickUntil(now + 2 * ROUND);
        assertThat(expired).containsExactly("it", "it");
    }

    @Test
    void a_deadline_armed_again_for_later_expires_only_then() {
        Deadline deadline = deadline("it");
        wheel.arm(deadline, 10 * TICK_NANOS);
        pass(5 * TICK_NANOS);
        wheel.arm(deadline, 20 * TICK_NANOS);

        tickUntil(now + 20 * TICK_NANOS - 1);
        assertThat(expired).isEmpty();

        pass(TICK_NANOS);
        assertThat(expired).containsExactly("it");
    }

    @Test
    void a_deadline_armed_again_for_earlier_expires_then() {
        Deadline deadline = deadline("it");
        wheel.arm(deadline, 500 * TICK_NANOS);
        wheel.arm(deadline, 2 * TICK_NANOS);

        tickUntil(now + 3 * TICK_NANOS);

        assertThat(expired).containsExactly("it");
    }

    @Test
    void a_deadline_that_is_pushed_on_all_the_time_never_expires() {
        Deadline deadline = deadline("busy");
        for (int i = 0; i < 5_000; i++) {
            wheel.arm(deadline, 100 * TICK_NANOS);
            pass(TICK_NANOS);
        }

        assertThat(expired).isEmpty();
    }

    @Test
    void a_disarmed_deadline_does_not_expire_and_is_forgotten_in_the_end() {
        Deadline deadline = deadline("it");
        wheel.arm(deadline, 10 * TICK_NANOS);

        wheel.disarm(deadline);
        assertThat(deadline.isArmed()).isFalse();

        tickUntil(now + 12 * TICK_NANOS);
        assertThat(expired).isEmpty();
        assertThat(wheel.isEmpty()).isTrue();
    }

    @Test
    void a_deadline_disarmed_and_armed_again_for_earlier_expires_then() {
        Deadline deadline = deadline("it");
        wheel.arm(deadline, 400 * TICK_NANOS);
        wheel.disarm(deadline);
        wheel.arm(deadline, TICK_NANOS);

        tickUntil(now + 2 * TICK_NANOS);

        assertThat(expired).containsExactly("it");
    }

    @Test
    void a_removed_deadline_is_gone_at_once_and_can_be_armed_again() {
        Deadline deadline = deadline("it");
        wheel.arm(deadline, TICK_NANOS);

        wheel.remove(deadline);
        assertThat(wheel.isEmpty()).isTrue();
        tickUntil(now + ROUND);
        assertThat(expired).isEmpty();

        wheel.arm(deadline, TICK_NANOS);
        tickUntil(now + 2 * TICK_NANOS);
        assertThat(expired).containsExactly("it");
    }

    @Test
    void removing_or_disarming_what_was_never_armed_does_nothing() {
        wheel.disarm(deadline("never"));
        wheel.remove(deadline("never"));

        assertThat(wheel.isEmpty()).isTrue();
    }

    @Test
    void any_deadline_of_a_slot_may_be_removed_by_the_callback_of_another() {
        List<Deadline> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(new Deadline(() -> {
                expired.add("one");
                all.forEach(wheel::remove);
            }));
        }
        all.forEach(deadline -> wheel.arm(deadline, TICK_NANOS));

        tickUntil(now + 3 * TICK_NANOS);

        assertThat(expired).containsExactly("one");
        assertThat(wheel.isEmpty()).isTrue();
    }

    @Test
    void a_callback_may_arm_its_own_deadline_again() {
        List<Long> at = new ArrayList<>();
        Deadline[] self = new Deadline[1];
        self[0] = new Deadline(() -> {
            at.add(now);
            wheel.arm(self[0], 3 * TICK_NANOS);
        });
        long start = now;
        wheel.arm(self[0], 3 * TICK_NANOS);

        tickUntil(now + 9 * TICK_NANOS);

        assertThat(at).containsExactly(start + 3 * TICK_NANOS, start + 6 * TICK_NANOS, start + 9 * TICK_NANOS);
    }

    /** Every distance, because one of them leads back to the slot that is being emptied. */
    @Test
    void a_callback_may_arm_for_any_distance_while_the_wheel_catches_up() {
        for (int late : new int[] {1, 2, 3, 700, 1023, 1024, 1025, 5000}) {
            for (int ticks = 1; ticks < 1100; ticks++) {
                expired.clear();
                long distance = ticks * TICK_NANOS;
                Deadline second = deadline("second");
                wheel.arm(new Deadline(() -> wheel.arm(second, distance)), TICK_NANOS);
                pass(late * TICK_NANOS);
                long due = now + distance;
                tickUntil(due - 1);
                assertThat(expired).as("early: %d ticks, %d late", ticks, late).isEmpty();
                tickUntil(due + TICK_NANOS);
                assertThat(expired)
                        .as("in time: %d ticks, %d late", ticks, late)
                        .containsExactly("second");
            }
        }
    }

    @Test
    void a_callback_that_fails_does_not_keep_the_others_from_expiring() {
        wheel.arm(deadline("other"), 2 * TICK_NANOS);
        wheel.arm(
                new Deadline(() -> {
                    throw new IllegalStateException("a defect");
                }),
                TICK_NANOS);

        boolean failed = failsToPass(TICK_NANOS);
        pass(TICK_NANOS);

        assertThat(failed).isTrue();
        assertThat(expired).containsExactly("other");
    }

    @Test
    void after_a_long_pause_all_that_was_due_expires_at_once_and_nothing_else() {
        for (int ticks = 0; ticks < 3000; ticks += 7) {
            wheel.arm(deadline("due"), ticks * TICK_NANOS);
        }
        wheel.arm(deadline("later"), 4000 * TICK_NANOS);

        pass(3500 * TICK_NANOS);
        assertThat(expired).hasSize(429).containsOnly("due");

        tickUntil(now + 501 * TICK_NANOS);
        assertThat(expired).hasSize(430).endsWith("later");
    }

    @Test
    void a_deadline_armed_after_a_pause_before_the_wheel_turned_is_in_time() {
        wheel.arm(deadline("first"), TICK_NANOS);
        now += 2 * ROUND;
        wheel.arm(deadline("second"), 5 * TICK_NANOS);
        long due = now + 5 * TICK_NANOS;

        pass(0);
        tickUntil(due - 1);
        assertThat(expired).containsExactly("first");

        tickUntil(due + TICK_NANOS);
        assertThat(expired).containsExactly("first", "second");
    }

    @Test
    void a_wheel_that_stood_empty_for_long_keeps_time() {
        now += 100 * ROUND + 17;
        wheel.arm(deadline("it"), 2 * TICK_NANOS);
        long due = now + 2 * TICK_NANOS;

        tickUntil(due - 1);
        assertThat(expired).isEmpty();

        tickUntil(due + TICK_NANOS);
        assertThat(expired).containsExactly("it");
    }

    private Deadline deadline(String name) {
        return new Deadline(() -> expired.add(name));
    }

    private boolean failsToPass(long nanos) {
        try {
            pass(nanos);
            return false;
        } catch (IllegalStateException expected) {
            return true;
        }
    }

    private void pass(long nanos) {
        now += nanos;
        wheel.advance();
    }

    /** Lets time pass up to this moment, as an event loop does: a tick at a time. */
    private void tickUntil(long moment) {
        while (moment - now > TICK_NANOS) {
            pass(TICK_NANOS);
        }
        pass(moment - now);
    }
}
