package io.steelyard.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeenHostsTest {
    private final SeenHosts seen = new SeenHosts();

    @Test
    void a_host_name_is_news_once_in_whatever_case_it_comes() {
        assertThat(seen.asked("surveyor", "WWW.surveyor.lab")).isTrue();

        assertThat(seen.asked("surveyor", "www.Surveyor.lab")).isFalse();
        assertThat(seen.of("surveyor")).containsExactly("www.surveyor.lab");
    }

    @Test
    void a_host_name_is_known_to_its_own_virtual_service_only() {
        seen.asked("surveyor", "www.surveyor.lab");

        assertThat(seen.of("other")).isEmpty();
        assertThat(seen.asked("other", "www.surveyor.lab")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "192.0.2.1", "[::1]", "www.surveyor.lab:80", "a b", "x\r\ny", "..", "www..lab", "ü.lab"})
    void what_is_no_host_name_is_not_kept(String host) {
        assertThat(seen.asked("surveyor", host)).isFalse();

        assertThat(seen.of("surveyor")).isEmpty();
    }

    @Test
    void a_name_that_is_too_long_is_not_kept() {
        String label = "a".repeat(63);

        assertThat(seen.asked("surveyor", String.join(".", label, label, label, label)))
                .isFalse();
        assertThat(seen.asked("surveyor", "a" + label)).isFalse();
    }

    @Test
    void whoever_asks_for_ever_new_names_has_no_more_than_twenty_of_them_tried() {
        IntStream.range(0, 1000).forEach(i -> seen.asked("surveyor", "name" + i + ".lab"));

        assertThat(seen.of("surveyor")).hasSize(SeenHosts.MOST).contains("name0.lab", "name19.lab");
        assertThat(seen.asked("surveyor", "one.more.lab")).isFalse();
    }
}
