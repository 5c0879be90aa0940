package io.steelyard.admin.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.steelyard.admin.EndFixture;
import io.steelyard.admin.FarmFixture;
import io.steelyard.admin.metrics.TrafficMeters;
import io.steelyard.admin.statistics.History.Range;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticsTest {
    private static final String SERVER = "192.0.2.21:80";

    private final FarmFixture farm = FarmFixture.surveyor();
    private final TrafficMeters traffic = new TrafficMeters(farm.meters);
    private final Statistics statistics = new Statistics(farm.meters);
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private void exchanges(int count, int status, long millis) {
        for (int i = 0; i < count; i++) {
            traffic.exchangeEnded(new EndFixture("surveyor", SERVER, status, millis * 1_000_000, 100, 1000, null));
        }
    }

    private void step() {
        now = now.plusSeconds(10);
        statistics.sample(now);
    }

    private double[] series(String name, @Nullable String service, @Nullable String server, Range range) {
        Map<String, double[]> all = statistics.series(range, service, server, now);
        double[] series = all.get(name);
        assertThat(series).hasSize(range.steps);
        return series == null ? new double[0] : series;
    }

    private double last(String name) {
        return series(name, "surveyor", SERVER, Range.HOUR)[Range.HOUR.steps - 1];
    }

    @Test
    void each_step_has_what_came_in_it_by_the_second() {
        step();
        exchanges(50, 200, 8);
        exchanges(10, 503, 8);
        step();

        assertThat(last("requests")).isCloseTo(6, within(0.01));
        assertThat(last("errors")).isCloseTo(1, within(0.01));
        assertThat(last("bytesIn")).isCloseTo(600, within(1.0));
        assertThat(last("bytesOut")).isCloseTo(6000, within(6.0));
        step();
        assertThat(last("requests")).isZero();
        assertThat(series("requests", "surveyor", SERVER, Range.HOUR)[Range.HOUR.steps - 2])
                .isCloseTo(6, within(0.01));
    }

    @Test
    void times_are_where_the_exchanges_of_that_step_were() {
        exchanges(1000, 200, 4000);
        step();
        exchanges(980, 200, 8);
        exchanges(20, 200, 80);
        step();

        assertThat(last("p50")).isBetween(5.0, 10.0);
        assertThat(last("p99")).isBetween(50.0, 100.0);
    }

    @Test
    void connections_are_those_open_at_the_end_of_a_step() {
        traffic.connectionOpened("surveyor");
        traffic.connectionOpened("surveyor");
        step();
        traffic.connectionClosed("surveyor");
        step();

        double[] open = series("connections", "surveyor", null, Range.HOUR);
        assertThat(open[358]).isCloseTo(2, within(0.01));
        assertThat(open[359]).isCloseTo(1, within(0.01));
    }

    @Test
    void a_virtual_service_has_its_real_servers_and_everything_together_all_of_them() {
        step();
        exchanges(100, 200, 1);
        traffic.exchangeEnded(new EndFixture("surveyor", null, 503, 1000, 0, 0, "no-server"));
        step();

        assertThat(series("requests", "surveyor", null, Range.HOUR)[359]).isCloseTo(10.1, within(0.02));
        assertThat(series("requests", null, null, Range.HOUR)[359]).isCloseTo(10.1, within(0.02));
        assertThat(series("requests", "surveyor", "192.0.2.22:80", Range.HOUR)[359])
                .isZero();
    }

    @Test
    void the_day_goes_by_steps_of_five_minutes() {
        step();
        for (int i = 0; i < 60; i++) {
            exchanges(10, 200, 1);
            step();
        }

        double[] day = series("requests", "surveyor", SERVER, Range.DAY);
        assertThat(day[Range.DAY.steps - 1]).isCloseTo(1, within(0.05));
        assertThat(day[Range.DAY.steps - 3]).isZero();
    }

    @Test
    void what_is_older_than_an_hour_is_forgotten_even_when_nobody_looked_meanwhile() {
        exchanges(10, 200, 1);
        step();
        now = now.plusSeconds(3600);

        assertThat(series("requests", "surveyor", SERVER, Range.HOUR)).containsOnly(0);
        step();
        assertThat(series("requests", "surveyor", SERVER, Range.HOUR)).containsOnly(0);
    }

    @Test
    void a_clock_that_is_put_back_breaks_nothing() {
        exchanges(10, 200, 1);
        step();
        now = now.minusSeconds(600);
        step();

        assertThat(series("requests", "surveyor", SERVER, Range.HOUR)).containsOnly(0);
    }

    @Test
    void only_what_has_traffic_takes_room_and_what_is_gone_gives_it_back() {
        step();
        assertThat(statistics.histories()).isZero();
        exchanges(1, 200, 1);
        step();
        assertThat(statistics.histories()).isEqualTo(3);

        farm.without("surveyor");
        step();

        assertThat(statistics.histories()).isEqualTo(1);
    }

    @Test
    void there_are_never_more_than_its_bound_and_virtual_services_come_first() {
        Statistics small = new Statistics(farm.meters, 2);
        exchanges(1, 200, 1);

        small.sample(now);

        assertThat(small.histories()).isEqualTo(2);
        assertThat(small.series(Range.HOUR, "surveyor", null, now).get("requests"))
                .contains(0.1);
        assertThat(Statistics.MOST * Statistics.BYTES).isLessThan(120_000_000);
        assertThat(Statistics.MOST).isGreaterThan(1000 * 11);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.1, 1, 7, 99.5, 12345, 1e9, 9e11})
    void a_number_comes_back_within_a_thousandth(double number) {
        assertThat(Ring.number(Ring.code(number))).isCloseTo(number, within(number / 1000));
    }

    @Test
    void nothing_and_what_is_beyond_all_bounds_are_numbers_too() {
        assertThat(List.of(Ring.number(Ring.code(0)), Ring.number(Ring.code(-1))))
                .containsOnly(0.0);
        assertThat(Ring.number(Ring.code(1e30))).isCloseTo(1e12, within(1e9));
    }
}
