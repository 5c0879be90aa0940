package io.steelyard.net;

import static io.steelyard.net.DeadlineWheel.TICK_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wheel against a plain list of moments, under random orders that callbacks give too. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeadlineWheelPropertyTest {
    private static final int DEADLINES = 24;
    private static final int STEPS = 20_000;

    private long now = -5;
    private final DeadlineWheel wheel = new DeadlineWheel(() -> now);
    private final List<Timed> all = new ArrayList<>();
    private SplittableRandom random = new SplittableRandom(0);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void it_behaves_as_a_list_of_moments_does(long seed) {
        random = new SplittableRandom(seed);
        for (int i = 0; i < DEADLINES; i++) {
            all.add(new Timed());
        }

        for (int step = 0; step < STEPS; step++) {
            now += random.nextLong(TICK_NANOS / 2);
            for (int orders = random.nextInt(4); orders > 0; orders--) {
                give(all.get(random.nextInt(DEADLINES)));
            }
            now += pause();
            wheel.advance();
            all.forEach(Timed::isNotOverdue);
        }

        all.forEach(timed -> wheel.remove(timed.deadline));
        assertThat(wheel.isEmpty()).isTrue();
    }

    /** Mostly a tick, now and then a long one. */
    private long pause() {
        return switch (random.nextInt(50)) {
            case 0 -> random.nextLong(3_000) * TICK_NANOS;
            case 1, 2, 3 -> random.nextLong(5 * TICK_NANOS);
            default -> TICK_NANOS;
        };
    }

    private long distance() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextLong(3 * TICK_NANOS);
            case 1 -> random.nextLong(100 * TICK_NANOS);
            case 2 -> random.nextLong(1000, 1050) * TICK_NANOS;
            default -> random.nextLong(3_000 * TICK_NANOS);
        };
    }

    private void give(Timed timed) {
        switch (random.nextInt(8)) {
            case 0 -> timed.disarm();
            case 1 -> timed.remove();
            default -> timed.arm(distance());
        }
    }

    /** A deadline, with what a list would know of it. */
    private final class Timed {
        private final Deadline deadline = new Deadline(this::expired);
        private boolean armed;
        private long due;

        private void arm(long nanos) {
            armed = true;
            due = now + nanos;
            wheel.arm(deadline, nanos);
        }

        private void disarm() {
            armed = false;
            wheel.disarm(deadline);
        }

        private void remove() {
            armed = false;
            wheel.remove(deadline);
        }

        private void expired() {
            assertThat(armed).as("armed").isTrue();
            assertThat(now - due).as("not early").isNotNegative();
            armed = false;
            for (int orders = random.nextInt(3); orders > 0; orders--) {
                give(all.get(random.nextInt(DEADLINES)));
            }
        }

        private void isNotOverdue() {
            assertThat(deadline.isArmed()).isEqualTo(armed);
            if (armed) {
                assertThat(now - due).as("at most one tick late").isLessThan(TICK_NANOS);
            }
        }
    }
}
