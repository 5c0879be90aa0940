package io.steelyard.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.config.CheckCombination.Rule;
import io.steelyard.config.ConfigReading.Invalid;
import io.steelyard.config.ConfigReading.Valid;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvailabilityConfigTest {
    private static final String SERVICE = """
            virtualServices:
              - name: shop
                address: 192.0.2.1
                port: 80
                healthChecks: [{ type: tcp }, { type: tcp }]
                realServers: [{ address: 192.0.2.21 }, { address: 192.0.2.22, critical: true }]
            """;

    private static ConfigReading read(String... settings) {
        return new ConfigReader(TestKinds.ALL)
                .read("shop.yaml", SERVICE + "    " + String.join("\n    ", settings) + "\n");
    }

    private static VirtualServiceConfig valid(String... settings) {
        ConfigReading reading = read(settings);
        assertThat(reading).as("%s", reading).isInstanceOf(Valid.class);
        return ((Valid) reading).config().virtualServices().get(0);
    }

    private static List<String> problems(String... settings) {
        ConfigReading reading = read(settings);
        assertThat(reading).isInstanceOf(Invalid.class);
        return ((Invalid) reading)
                .problems().stream().map(p -> p.path() + ": " + p.message()).toList();
    }

    @Test
    void without_a_word_all_checks_count_one_server_is_enough_and_503_is_the_answer() {
        assertThat(valid().availability())
                .isEqualTo(AvailabilityConfig.DEFAULT)
                .isEqualTo(new AvailabilityConfig(
                        CheckCombination.ALL,
                        1,
                        new AllDownConfig.Answer503(),
                        Duration.ZERO,
                        PassiveConfig.OFF,
                        null));
    }

    @Test
    void each_setting_is_read() {
        VirtualServiceConfig service = valid(
                "healthCombine: at-least",
                "atLeast: 2",
                "minServersUp: 2",
                "whenAllDown: sorry-server",
                "sorryServer: { address: 192.0.2.99, port: 81 }",
                "slowStart: 30s",
                "passive: { enabled: true, ejectFor: 20s, maxEjected: 10 }",
                "agent: { port: 5555, type: http, path: /agent, interval: 2s }");

        assertThat(service.availability())
                .isEqualTo(new AvailabilityConfig(
                        new CheckCombination(Rule.AT_LEAST, 2),
                        2,
                        new AllDownConfig.SorryServer("192.0.2.99", 81),
                        Duration.ofSeconds(30),
                        new PassiveConfig(true, 3, 5, 10, Duration.ofSeconds(20), Duration.ofMinutes(5), 10),
                        new AgentConfig(5555, AgentConfig.Type.HTTP, "/agent", Duration.ofSeconds(2))));
        assertThat(service.realServers()).extracting(RealServerConfig::critical).containsExactly(false, true);
    }

    @Test
    void a_redirect_is_read() {
        assertThat(valid("whenAllDown: redirect", "redirect: { url: \"https://www.business.lab/x?y=1\", status: 307 }")
                        .availability()
                        .whenAllDown())
                .isEqualTo(new AllDownConfig.Redirect("https://www.business.lab/x?y=1", 307));
        assertThat(valid("whenAllDown: use-all").availability().whenAllDown()).isEqualTo(new AllDownConfig.UseAll());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            healthCombine: at-least       | atLeast: this is missing, healthCombine: at-least needs it
            atLeast: 1                    | atLeast: this goes with healthCombine: at-least only
            minServersUp: 3               | minServersUp: '3' is more than there are real servers, which are 2
            minServersUp: 0               | minServersUp: '0' is not allowed here, this must be a whole number from 1 to 1000
            whenAllDown: 503              | whenAllDown: '503' is not allowed here, this must be one of answer-503, sorry-server, redirect, use-all
            whenAllDown: sorry-server     | sorryServer.address: this is missing, it must be the sorry server's IP address
            sorryServer: { address: 192.0.2.9 } | sorryServer: this goes with whenAllDown: sorry-server only
            redirect: { url: http://a.lab }     | redirect: this goes with whenAllDown: redirect only
            whenAllDown: redirect         | redirect.url: this is missing, it must be a whole URL such as http://www.example.com/sorry or https://{host}{target}
            """)
    void what_does_not_fit_together_is_told(String setting, String problem) {
        assertThat(problems(setting)).containsExactly("virtualServices[0]." + problem);
    }

    @Test
    void more_health_checks_than_there_are_cannot_be_asked_for() {
        assertThat(problems("healthCombine: at-least", "atLeast: 3"))
                .containsExactly("virtualServices[0].atLeast: '3' is more than there are health checks, which are 2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            www.business.lab/x       | 'www.business.lab/x' does not begin with http:// or https://, did you mean http://www.business.lab/x?
            www.business.lab:8080/x  | 'www.business.lab:8080/x' does not begin with http:// or https://, did you mean http://www.business.lab:8080/x?
            //www.business.lab       | '//www.business.lab' does not begin with http:// or https://, did you mean http://www.business.lab?
            /sorry                   | '/sorry' does not begin with http:// or https://, this must be a whole URL such as http://www.example.com/sorry or https://{host}{target}
            ftp://www.business.lab/  | 'ftp://www.business.lab/' does not begin with http:// or https://
            javascript:alert(1)      | 'javascript:alert(1)' does not begin with http:// or https://
            http:/www.business.lab   | 'http:/www.business.lab' is not a URL, this must be a whole URL such as http://www.example.com/sorry or https://{host}{target}
            http://a b.lab/          | 'http://a b.lab/' is not a URL, this must be a whole URL such as http://www.example.com/sorry or https://{host}{target}
            http://www.lab/ä         | 'http://www.lab/ä' must be written in ASCII: http://www.lab/%C3%A4
            http://www.lab:70000/    | 'http://www.lab:70000/' is not a URL, this must be a whole URL such as http://www.example.com/sorry or https://{host}{target}
            """)
    void a_redirect_that_would_lead_nowhere_or_loop_is_refused_with_what_to_write(String url, String sentence) {
        assertThatThrownBy(() -> new AllDownConfig.Redirect(url, 302)).hasMessage("url: " + sentence);
    }

    @Test
    void a_url_cannot_bring_a_header_field_with_it() {
        assertThatThrownBy(() -> new AllDownConfig.Redirect("http://www.lab/\r\nSet-Cookie: a=b", 302))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
