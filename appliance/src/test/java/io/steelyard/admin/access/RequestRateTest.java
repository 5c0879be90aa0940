package io.steelyard.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestRateTest {
    private final MovingClock clock = new MovingClock();
    private final RequestRate rate = new RequestRate(clock);

    @Test
    void an_address_may_ask_so_often_at_once_and_then_so_often_a_second() {
        assertThat(allowed("a", 2 * RequestRate.AT_ONCE)).isEqualTo(RequestRate.AT_ONCE);

        clock.advance(Duration.ofSeconds(1));

        assertThat(allowed("a", 2 * RequestRate.AT_ONCE)).isEqualTo(RequestRate.PER_SECOND);
    }

    @Test
    void one_address_does_not_use_up_what_another_may() {
        allowed("a", 2 * RequestRate.AT_ONCE);

        assertThat(rate.allows("b")).isTrue();
    }

    @Test
    void more_addresses_than_are_counted_are_still_answered() {
        assertThat(IntStream.range(0, 2 * RequestRate.MOST).allMatch(i -> rate.allows("address" + i)))
                .isTrue();
    }

    private long allowed(String address, int requests) {
        return IntStream.range(0, requests).filter(i -> rate.allows(address)).count();
    }
}
