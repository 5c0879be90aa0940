package io.steelyard.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DebugConfigTest {
    private static ConfigReading read(String debug) {
        return new ConfigReader(TestKinds.ALL)
                .read(
                        "test",
                        "virtualServices:\n  - { name: a, address: 127.0.0.1, port: 80, debug: " + debug + " }\n");
    }

    private static DebugConfig debug(String text) {
        return ((ConfigReading.Valid) read(text))
                .config()
                .virtualServices()
                .get(0)
                .http()
                .debug();
    }

    @Test
    void nobody_is_told_unless_it_is_said() {
        assertThat(debug("{}").isOff()).isTrue();
        assertThat(debug("{ secret: open-sesame }").isOff()).isFalse();
        assertThat(debug("{ clients: [192.0.2.0/24] }").isOff()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "'with a space'", "'höflich-und-lang'"})
    void a_secret_that_cannot_be_sent_or_is_easily_guessed_is_refused_without_being_shown(String secret) {
        assertThat(read("{ secret: " + secret + " }")).isInstanceOf(ConfigReading.Invalid.class);
        assertThat(((ConfigReading.Invalid) read("{ secret: " + secret + " }")).problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.message()).contains("8 to 200").doesNotContain(secret));
    }

    @Test
    void a_secret_is_not_in_what_is_printed() {
        assertThat(debug("{ secret: open-sesame }")).asString().doesNotContain("sesame");
    }
}
