package io.steelyard.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.ConfigReading.Invalid;
import io.steelyard.config.ConfigReading.Valid;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceConfigTest {

    private static ConfigReading read(String resource) {
        return new ConfigReader(TestKinds.ALL)
                .read(
                        "shop.yaml",
                        "virtualServices:\n  - name: shop\n    address: 192.0.2.1\n    port: 80\n    scheduling: resource\n"
                                + "    resource: " + resource + "\n");
    }

    private static ResourceConfig valid(String resource) {
        ConfigReading reading = read(resource);
        assertThat(reading).as("%s", reading).isInstanceOf(Valid.class);
        return Objects.requireNonNull(((Valid) reading)
                .config()
                .virtualServices()
                .get(0)
                .distribution()
                .resource());
    }

    @Test
    void without_a_word_it_is_the_load_page_on_the_real_servers_own_port() {
        assertThat(valid("{}"))
                .isEqualTo(new ResourceConfig(
                        "/load",
                        0,
                        "",
                        Duration.ofSeconds(10),
                        "(\\d+)",
                        ResourceConfig.Means.LOAD,
                        Duration.ofMinutes(1)));
    }

    @Test
    void each_setting_is_read() {
        assertThat(valid("{ path: /x, port: 8080, host: Load.lab, interval: 1s, pattern: 'a(b)', means: capacity,"
                        + " keep: 5s }"))
                .isEqualTo(new ResourceConfig(
                        "/x",
                        8080,
                        "load.lab",
                        Duration.ofSeconds(1),
                        "a(b)",
                        ResourceConfig.Means.CAPACITY,
                        Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            { path: load }        | path: 'load' is not allowed here
            { path: "/a b" }      | path: '/a b' is not allowed here
            { pattern: '[0-9]+' } | pattern: '[0-9]+' is not allowed here, this must be a regular expression of at most 1000 characters with one group
            { pattern: '(a)(b)' } | pattern: '(a)(b)' is not allowed here
            { pattern: '(' }      | pattern: not a regular expression
            { host: "a b" }       | host: 'a b' is not a host name
            { port: 0 }           | port: '0' is not allowed here
            { interval: 10ms }    | interval: '10ms' is not allowed here
            { means: more }       | means: 'more' is not allowed here
            { invert: true }      | invert: this setting is not known here
            """)
    void what_is_wrong_is_told_where_it_stands(String resource, String start) {
        List<ConfigProblem> problems = ((Invalid) read(resource)).problems();

        assertThat(problems)
                .singleElement()
                .extracting(problem -> problem.path() + ": " + problem.message())
                .asString()
                .startsWith("virtualServices[0].resource." + start);
    }
}
