package io.steelyard.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class YamlReaderTest {

    @Test
    void values_are_plain_and_numbers_are_only_what_is_surely_one() {
        YamlTree tree = YamlReader.read("""
                z: 1
                a: [1.5, -3, 0123, 0x1F, 1_000, 1e3, "7", true, yes, ~, 200-299]
                text: "a \\n b"
                nothing:
                empty: ""
                """);

        assertThat(tree.problems()).isEmpty();
        assertThat(tree.root().keySet()).containsExactly("z", "a", "text", "nothing", "empty");
        assertThat(tree.root().get("a"))
                .isEqualTo(Arrays.asList(1.5, -3L, "0123", "0x1F", "1_000", "1e3", "7", true, "yes", null, "200-299"));
        assertThat(tree.root().get("text")).isEqualTo("a \n b");
        assertThat(tree.root().get("nothing")).isNull();
        assertThat(tree.root().get("empty")).isEqualTo("");
    }

    @Test
    void everything_is_found_in_its_line_and_what_is_missing_in_that_of_what_is_around_it() {
        Positions positions = YamlReader.read("""
                        # a comment

                        list:
                          - a: 1
                            b:
                              c.d: 2
                          - [x,
                             y]
                        """).positions();

        assertThat(List.of(
                        positions.lineOf("list"),
                        positions.lineOf("list[0].a"),
                        positions.lineOf("list[0].b.c.d"),
                        positions.lineOf("list[0].missing.at.all"),
                        positions.lineOf("list[1][1]"),
                        positions.lineOf("list[9].a"),
                        positions.lineOf("other"),
                        positions.lineOf("")))
                .containsExactly(3, 4, 6, 4, 8, 3, 1, 1);
    }

    @ParameterizedTest
    @MethodSource
    void what_is_wrong_with_a_text_is_said_in_plain_words(String text, String problem) {
        assertThat(YamlReader.read(text).problems())
                .extracting(found -> found.line() + " " + found.path() + ": " + found.message())
                .containsExactly(problem);
    }

    static List<Arguments> what_is_wrong_with_a_text_is_said_in_plain_words() {
        return List.of(
                Arguments.of("a: 1\nb: 2\na: 3\n", "3 a: this stands in line 1 already, write it once"),
                Arguments.of("a: 1\n---\nb: 2\n", "3 : a second document begins here, but the file must hold one only"),
                Arguments.of(
                        "- a\n- b\n",
                        "1 : the file must hold settings, each with its name and a ':', such as 'virtualServices:'"),
                Arguments.of(
                        "just words\n",
                        "1 : the file must hold settings, each with its name and a ':', such as 'virtualServices:'"),
                Arguments.of(
                        "a: &x {c: 1}\nb: 2\n",
                        "1 a: an anchor ('&') cannot be used here, write the settings out where they are wanted"),
                Arguments.of("a: *x\n", "1 a: an alias ('*') cannot be used here, write the settings out"),
                Arguments.of("a: !!str 1\n", "1 a: a YAML tag ('!') cannot be used here, leave it out"),
                Arguments.of("a: !!binary aGFsbG8=\n", "1 a: a YAML tag ('!') cannot be used here, leave it out"),
                Arguments.of("a: !!int abc\n", "1 a: a YAML tag ('!') cannot be used here, leave it out"),
                Arguments.of("a:\n\tb: 1\n", "2 : a tab stands here, write spaces instead (column 1)"),
                Arguments.of(
                        "a: 1\n  b: 2\n",
                        "2 : a ':' cannot stand here; is this line, or the one above, indented wrongly? (column 4)"),
                Arguments.of(
                        "a:\n  b: 1\n c: 2\n",
                        "3 : this line does not fit the lines above; is it indented wrongly? (column 2)"),
                Arguments.of(
                        "a: \"open\nb: 1\n", "1 : a quotation mark that was opened here is never closed (column 4)"),
                Arguments.of("a: [1, 2\nb: 1\n", "2 : a list that began with '[' needs a ',' or ']' here (column 2)"),
                Arguments.of("a: {b: 1\nc: 2\n", "2 : a group that began with '{' needs a ',' or '}' here (column 2)"),
                Arguments.of(
                        "a\nb: 1\n",
                        "1 : the file must hold settings, each with its name and a ':', such as 'virtualServices:'"),
                Arguments.of(
                        "a: \"\\q\"\n",
                        "1 : a '\\' in double quotes begins an unknown escape; write '\\\\' or single quotes (column 6)"),
                Arguments.of(
                        "a: b: c\n",
                        "1 : a ':' cannot stand here; is this line, or the one above, indented wrongly? (column 5)"),
                Arguments.of("a: @b\n", "1 : a value cannot begin with this sign; put the value in quotes (column 4)"),
                Arguments.of(
                        "a: *.example.com\n",
                        "1 : an alias ('*') cannot be used here; put text with a '*' in quotes (column 5)"),
                Arguments.of("a: %b\n", "1 : a value cannot begin with this sign; put the value in quotes (column 4)"),
                Arguments.of("a: 1\nb: \u0000\n", "1 : a control character stands in the file, remove it"),
                Arguments.of("? [a]\n: 1\n", "1 : the name of a setting must be plain text"),
                Arguments.of("a: " + "[".repeat(40) + "]".repeat(40), "1 : groups and lists are nested deeper than 32"),
                Arguments.of("a: " + "[".repeat(100_000), "1 : groups and lists are nested deeper than 32"),
                Arguments.of("k".repeat(200) + ": 1", "1 : the name of a setting is longer than 128 characters"));
    }

    @Test
    void the_number_of_values_is_bounded() {
        assertThat(YamlReader.read("a: [" + "1,".repeat(YamlReader.MAX_VALUES) + "]")
                        .problems())
                .containsExactly(new YamlTree.YamlProblem(1, "", "the file holds more than 200000 values"));
    }

    @Test
    void nothing_of_a_broken_text_is_handed_on() {
        assertThat(YamlReader.read("a: 1\nb: [").root()).isEqualTo(Map.of());
    }
}
