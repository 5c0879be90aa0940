package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DateLineTest {
    private final AtomicLong millis =
            new AtomicLong(Instant.parse("1994-11-06T08:49:37.999Z").toEpochMilli());
    private final DateLine date = new DateLine(millis::get);

    /** RFC 9110 section 5.6.7: the day of the month has two digits. */
    @Test
    void it_has_the_one_form_that_may_be_sent() {
        assertThat(Message.text(date.now())).isEqualTo("Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n");
    }

    @Test
    void it_is_put_together_once_a_second() {
        byte[] before = date.now();

        millis.addAndGet(-999);
        assertThat(date.now()).isSameAs(before);
        millis.addAndGet(1000);
        assertThat(Message.text(date.now())).isEqualTo("Date: Sun, 06 Nov 1994 08:49:38 GMT\r\n");
    }

    @Test
    void it_follows_a_clock_that_is_set_back() {
        date.now();

        millis.addAndGet(-3_600_000);

        assertThat(Message.text(date.now())).isEqualTo("Date: Sun, 06 Nov 1994 07:49:37 GMT\r\n");
    }
}
