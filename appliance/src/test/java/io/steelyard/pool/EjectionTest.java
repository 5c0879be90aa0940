package io.steelyard.pool;

import static io.steelyard.pool.PoolFixture.SERVICE;
import static io.steelyard.pool.PoolFixture.THEN;
import static io.steelyard.pool.PoolFixture.request;
import static io.steelyard.pool.PoolFixture.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.PassiveConfig;
import io.steelyard.pool.Lane.Meeting;
import io.steelyard.pool.Lane.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EjectionTest {
    private static PassiveConfig config(int maxEjected) {
        return new PassiveConfig(true, 3, 4, 5, Duration.ofSeconds(10), Duration.ofSeconds(60), maxEjected);
    }

    @Test
    void each_ejection_is_twice_as_long_up_to_the_longest() {
        EjectionRecord record = EjectionRecord.NONE;
        Instant now = THEN;
        List<Long> seconds = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            record = record.after(now, config(100), 0, 1);
            Instant until = record.until();
            seconds.add(until == null ? -1 : Duration.between(now, until).toSeconds());
            now = now.plusSeconds(61);
        }

        assertThat(seconds).containsExactly(10L, 20L, 40L, 60L, 60L, 60L);
    }

    @Test
    void one_that_has_behaved_for_the_longest_time_begins_anew() {
        EjectionRecord record = EjectionRecord.NONE.after(THEN, config(100), 0, 1);
        record = record.after(THEN.plusSeconds(20), config(100), 0, 1);

        EjectionRecord after = record.after(THEN.plusSeconds(101), config(100), 0, 1);

        assertThat(after).isEqualTo(new EjectionRecord(1, THEN.plusSeconds(111)));
    }

    @Test
    void one_that_is_ejected_is_not_ejected_again() {
        EjectionRecord record = EjectionRecord.NONE.after(THEN, config(100), 0, 1);

        assertThat(record.after(THEN.plusSeconds(9), config(100), 0, 1)).isSameAs(record);
    }

    @ParameterizedTest(name = "{0} % of {2} with {1} ejected: one more is {3}")
    @CsvSource({
        "50, 0, 2, true",
        "50, 1, 2, false",
        "50, 0, 1, false",
        "100, 0, 1, true",
        "0, 0, 1000, false",
        "50, 1, 4, true",
        "50, 2, 5, false",
        "34, 0, 3, true",
        "33, 0, 3, false"
    })
    void no_more_than_the_share_is_ejected(int maxEjected, int ejected, int of, boolean oneMore) {
        assertThat(EjectionRecord.NONE
                        .after(THEN, config(maxEjected), ejected, of)
                        .isEjected(THEN))
                .isEqualTo(oneMore);
    }

    /** G is good, C a failed connection, R a reset, S a server error. */
    @ParameterizedTest(name = "{0}: signals {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            CC           | -
            CCC          | 3
            CCGCC        | -
            CCGCCC       | 6
            RRR          | -
            RRRR         | 4
            SSSS         | -
            SSSSS        | 5
            CCCCCC       | 3 6
            CRSCRSC      | 7
            GGGGGGGGGGGGGGGGGGGGGGGGG | -
            """)
    void so_many_failures_in_a_row_are_a_signal(String meetings, @Nullable String signals) {
        Lane lane = new Lane(config(50));
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < meetings.length(); i++) {
            Signal signal = lane.met(meeting(meetings.charAt(i)));
            if (signal != null) {
                assertThat(signal).isEqualTo(Signal.FAILING);
                seen.add(String.valueOf(i + 1));
            }
        }

        assertThat(String.join(" ", seen)).isEqualTo(signals == null ? "" : signals);
    }

    private static Meeting meeting(char letter) {
        return switch (letter) {
            case 'G' -> Meeting.GOOD;
            case 'C' -> Meeting.CONNECT_FAILURE;
            case 'R' -> Meeting.RESET;
            default -> Meeting.SERVER_ERROR;
        };
    }

    @Test
    void many_good_ones_are_a_signal_once_where_that_is_minded() {
        Lane lane = new Lane(config(50));
        lane.mind(true);
        int signals = 0;
        for (int i = 0; i < 10 * Lane.MANY_GOOD; i++) {
            signals += lane.met(Meeting.GOOD) == Signal.WELL ? 1 : 0;
        }

        assertThat(signals).isEqualTo(1);
    }

    @Test
    void an_ejection_is_for_one_host_name_and_ends() {
        ServerStatus one = server("s1:80", "a=up b=up");
        Pool pool = new Pool(SERVICE, List.of(one), new RoundRobin());

        pool.eject("s1:80", new Ejection("a", THEN, "requests there failed"));
        assertThat(pool.pick(request("a"))).isNull();
        assertThat(pool.pick(request("b"))).isNotNull();
        assertThat(pool.pick(request("x"))).isNotNull();

        pool.readmit("s1:80", "a");
        assertThat(pool.pick(request("a"))).isNotNull();
    }

    @Test
    void an_ejection_is_told_in_words() {
        ServerStatus one = server("s1:80", "a=up");
        Pool pool = new Pool(SERVICE, List.of(one), new RoundRobin());
        pool.eject("s1:80", new Ejection("a", THEN, "requests there failed"));

        Exclusion exclusion = pool.roster().whyNot(pool.roster().servers().get(0), "a");

        assertThat(exclusion == null ? "none" : exclusion.words())
                .isEqualTo("ejected until 2026-01-01T00:00:00Z, because requests there failed");
    }
}
