package io.steelyard.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PeakAverageTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1000 * MILLI;

    private final PeakAverage average = new PeakAverage();

    @Test
    void without_an_answer_there_is_no_average() {
        assertThat(average.micros(SECOND)).isZero();
    }

    @Test
    void a_slower_answer_counts_at_once() {
        average.add(10 * MILLI, 0);
        average.add(200 * MILLI, SECOND);

        assertThat(average.micros(SECOND)).isCloseTo(200_000, within(1.0));
    }

    @Test
    void quicker_answers_bring_it_down_little_by_little() {
        average.add(200 * MILLI, 0);
        average.add(10 * MILLI, SECOND);

        assertThat(average.micros(SECOND)).isCloseTo(200_000 * 0.905 + 10_000 * 0.095, within(500.0));
    }

    @Test
    void silence_fades() {
        average.add(100 * MILLI, 0);

        assertThat(average.micros(10 * SECOND)).isCloseTo(100_000 / Math.E, within(100.0));
        assertThat(average.micros(120 * SECOND)).isLessThan(1);
    }

    @Test
    void a_clock_that_begins_anywhere_and_passes_its_lower_bits_end_is_no_obstacle() {
        long late = (1L << 32) * MILLI - SECOND;
        average.add(100 * MILLI, late);

        assertThat(average.micros(late + 2 * SECOND)).isCloseTo(100_000 * Math.exp(-0.2), within(100.0));

        average.add(50 * MILLI, -5 * SECOND);

        assertThat(average.micros(-5 * SECOND)).isPositive();
    }

    @Test
    void times_of_nothing_and_of_ages_are_numbers() {
        average.add(0, 0);
        average.add(-5, 1);

        assertThat(average.micros(1)).isPositive();

        average.add(Long.MAX_VALUE, 2);

        assertThat(average.micros(2)).isPositive().isFinite();
    }
}
