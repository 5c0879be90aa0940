package io.steelyard.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameStateTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void nothing_is_known_of_a_name_before_the_first_answer() {
        assertThat(NameState.NEW.isKnown()).isFalse();
        assertThat(NameState.NEW.age(START)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "5, 5", "60, 60", "3600, 3600", "86400, 3600"})
    void a_name_is_asked_for_again_when_its_time_is_over_within_limits(int ttl, int next) {
        assertThat(NameState.NEW.after(found(ttl, "192.0.2.1"), START).next()).isEqualTo(Duration.ofSeconds(next));
    }

    @Test
    void questions_after_failures_come_after_longer_and_longer_times_up_to_thirty_seconds() {
        List<Long> waits = Stream.iterate(
                        NameState.NEW.after(new Answer.Failed("x"), START),
                        state -> state.after(new Answer.Failed("x"), START))
                .limit(8)
                .map(state -> state.next().toSeconds())
                .toList();

        assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    }

    @Test
    void the_last_good_addresses_stay_and_grow_old_while_questions_fail() {
        NameState state = NameState.NEW
                .after(found(60, "192.0.2.1"), START)
                .after(new Answer.Failed("no name server answers"), START.plusSeconds(60))
                .after(new Answer.Failed("there is no such name"), START.plusSeconds(61));

        assertThat(state.addresses()).containsExactly(ip("192.0.2.1"));
        assertThat(state.age(START.plusSeconds(62))).isEqualTo(Duration.ofSeconds(62));
        assertThat(state.failure()).isEqualTo("there is no such name");
        assertThat(state.next()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void an_answer_ends_what_failed() {
        NameState state =
                NameState.NEW.after(new Answer.Failed("x"), START).after(found(60, "192.0.2.1"), START.plusSeconds(1));

        assertThat(state.failure()).isNull();
        assertThat(state.failures()).isZero();
        assertThat(state.age(START.plusSeconds(1))).isEqualTo(Duration.ZERO);
    }

    @Test
    void addresses_keep_their_order_when_the_name_server_rotates_them() {
        NameState state = NameState.NEW
                .after(found(60, "192.0.2.1", "192.0.2.2"), START)
                .after(found(60, "192.0.2.3", "192.0.2.2", "192.0.2.1"), START)
                .after(found(60, "192.0.2.3", "192.0.2.2"), START);

        assertThat(state.addresses()).containsExactly(ip("192.0.2.2"), ip("192.0.2.3"));
    }

    @Test
    void of_a_name_with_very_many_addresses_some_are_not_used() {
        String[] many = Stream.iterate(1, i -> i + 1)
                .limit(100)
                .map(i -> "192.0.2." + i)
                .toArray(String[]::new);

        assertThat(NameState.NEW.after(found(60, many), START).addresses()).hasSize(NameState.MAX_ADDRESSES);
    }

    private static Answer found(int ttl, String... addresses) {
        return new Answer.Found(Stream.of(addresses).map(NameStateTest::ip).toList(), Duration.ofSeconds(ttl));
    }

    private static InetAddress ip(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
