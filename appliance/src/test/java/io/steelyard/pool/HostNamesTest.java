package io.steelyard.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostNamesTest {
    private final HostNames names =
            new HostNames(List.of("ntrip.surveyor.lab", "www.surveyor.lab", "www.surveyor.lab"));

    @ParameterizedTest(name = "{0} is number {1}")
    @CsvSource({
        "ntrip.surveyor.lab,   0",
        "www.surveyor.lab,     1",
        "WWW.Surveyor.LAB,     1",
        "www.surveyor.lab.,    1",
        "www.surveyor.lab..,  -1",
        "ww.surveyor.lab,     -1",
        "www.surveyor.labs,   -1",
        "surveyor.lab,        -1",
        ".,                   -1",
        "'',                  -1",
        "www[surveyor.lab,    -1"
    })
    void letters_of_either_case_and_a_trailing_dot_find_the_same_name(String sent, int number) {
        assertThat(names.find(sent)).isEqualTo(number);
    }

    @Test
    void only_the_bytes_between_start_and_end_count() {
        byte[] bytes = "Host: www.surveyor.lab:8080".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(names.find(bytes, 6, 22)).isEqualTo(1);
        assertThat(names.find(bytes, 6, 23)).isEqualTo(-1);
        assertThat(names.find(bytes, 6, 6)).isEqualTo(-1);
    }

    @Test
    void a_name_longer_than_dns_allows_is_not_known() {
        assertThat(new HostNames(List.of("a".repeat(254))).find("a".repeat(254)))
                .isEqualTo(-1);
        assertThat(new HostNames(List.of("a".repeat(253))).find("a".repeat(253)))
                .isZero();
    }

    @Test
    void a_name_is_found_however_it_was_configured() {
        assertThat(new HostNames(List.of("www.surveyor.lab.")).find("www.surveyor.lab"))
                .isZero();
    }

    @Test
    void every_one_of_many_names_is_found_and_no_other() {
        HostNames many = new HostNames(
                IntStream.range(0, 5000).mapToObj(i -> "site" + i + ".lab").toList());

        for (int i = 0; i < 5000; i++) {
            assertThat(many.find("SITE" + i + ".lab")).isEqualTo(i);
            assertThat(many.find("other" + i + ".lab")).isEqualTo(-1);
        }
    }

    @Test
    void no_names_find_nothing() {
        assertThat(new HostNames(List.of()).find("www.surveyor.lab")).isEqualTo(-1);
    }
}
