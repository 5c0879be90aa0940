package io.steelyard.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadAnswerTest {
    private static LoadAnswer read(String head, String body, String pattern) {
        return LoadAnswer.of(head + "\r\n\r\n" + body, Pattern.compile(pattern));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            42                    | (\\d+)             | 42
            load is 17 of 100     | (\\d+)             | 17
            {"cpu": 3, "load": 88} | "load": (\\d+)    | 88
            12.9                  | ([0-9.]+)          | 12
            -5                    | (-?\\d+)           | -5
            """)
    void the_patterns_group_is_the_number(String body, String pattern, int number) {
        assertThat(read("HTTP/1.1 200 OK\r\nServer: 99", body, pattern)).isEqualTo(new LoadAnswer.Told(number));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            HTTP/1.1 500 Broken | 7        | (\\d+) | it answers HTTP/1.1 500 Broken
            HTTP/1.1 200 OK     | none     | (\\d+) | what it answers has no number where the pattern looks for one
            HTTP/1.1 200 OK     | high     | (\\w+) | 'high' is no number
            HTTP/1.1 200 OK     | 9999999999 | (\\d+) | '9999999999' is no number
            220 smtp            | 7        | (\\d+) | it gives no answer in HTTP
            """)
    void whatever_else_it_is_it_is_told_in_words(String head, String body, String pattern, String why) {
        assertThat(read(head, body, pattern)).isEqualTo(new LoadAnswer.Useless(why));
    }

    @Test
    void a_pattern_that_takes_for_ever_on_what_is_sent_is_given_up() {
        assertThat(read("HTTP/1.1 200 OK", "1".repeat(10_000) + "x", "((?:\\d+)+)$"))
                .isInstanceOf(LoadAnswer.Useless.class);
    }

    @Test
    void an_answer_that_ends_in_its_head_is_none() {
        assertThat(LoadAnswer.of("HTTP/1.1 200 OK\r\nX: 5", Pattern.compile("(\\d+)")))
                .isEqualTo(new LoadAnswer.Useless("it gives no answer in HTTP"));
        assertThat(LoadAnswer.of("", Pattern.compile("(\\d+)"))).isInstanceOf(LoadAnswer.Useless.class);
    }
}
