package io.steelyard.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.config.ConfigReading.Invalid;
import io.steelyard.config.ConfigReading.Valid;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PersistenceConfigTest {
    private final ConfigReader reader = new ConfigReader(TestKinds.ALL);

    private ConfigReading read(String settings) {
        return reader.read(
                "test.yaml",
                "virtualServices:\n  - { name: a, address: 0.0.0.0, port: 80, persistence: { " + settings + " } }");
    }

    private PersistenceConfig valid(String settings) {
        ConfigReading reading = read(settings);
        assertThat(reading).isInstanceOf(Valid.class);
        return ((Valid) reading)
                .config()
                .virtualServices()
                .get(0)
                .distribution()
                .persistence();
    }

    private List<String> problems(String settings) {
        ConfigReading reading = read(settings);
        assertThat(reading).isInstanceOf(Invalid.class);
        return ((Invalid) reading)
                .problems().stream().map(ConfigProblem::toString).toList();
    }

    static Stream<Object[]> kinds() {
        return Stream.of(
                new Object[] {"type: none", new PersistBy.Nothing()},
                new Object[] {"type: source-ip", new PersistBy.SourceIp()},
                new Object[] {"type: cookie", new PersistBy.Cookie("steelyard", "", PersistBy.SameSite.LAX, false, true)
                },
                new Object[] {
                    "type: cookie, name: LB, secret: 0123456789abcdef, sameSite: none, secure: true, httpOnly: false",
                    new PersistBy.Cookie("LB", "0123456789abcdef", PersistBy.SameSite.NONE, true, false)
                },
                new Object[] {
                    "type: application-cookie, name: ASP.NET_SessionId",
                    new PersistBy.ApplicationCookie("ASP.NET_SessionId")
                },
                new Object[] {"type: all-cookies", new PersistBy.AllCookies()},
                new Object[] {"type: uri", new PersistBy.Uri(UriPart.PATH)},
                new Object[] {"type: uri, uriPart: whole", new PersistBy.Uri(UriPart.WHOLE)},
                new Object[] {"type: query-item, name: user", new PersistBy.QueryItem("user")},
                new Object[] {"type: header, name: X-User", new PersistBy.Header("X-User")},
                new Object[] {"type: host", new PersistBy.Host()});
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void every_kind_has_its_word_and_its_settings(String settings, PersistBy by) {
        assertThat(valid(settings).by()).isEqualTo(by);
    }

    @Test
    void what_is_left_out_has_its_default() {
        assertThat(valid("type: source-ip"))
                .isEqualTo(new PersistenceConfig(
                        new PersistBy.SourceIp(),
                        Duration.ofMinutes(30),
                        true,
                        100_000,
                        false,
                        new SourcePrefix(32, 64)));
    }

    @Test
    void what_is_written_holds() {
        assertThat(valid("type: cookie, timeout: 2h, refresh: false, orSourceIp: true, entries: 500, ipv4Prefix: 24"))
                .isEqualTo(new PersistenceConfig(
                        new PersistBy.Cookie("steelyard", "", PersistBy.SameSite.LAX, false, true),
                        Duration.ofHours(2),
                        false,
                        500,
                        true,
                        new SourcePrefix(24, 64)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type: cookies                          | did you mean 'cookie'?",
                "type: header                           | persistence.name: this is missing",
                "type: header, name: 'a b'              | persistence.name: 'a b' is not allowed here",
                "type: cookie, secret: short            | this must be text of 16 to 200 characters",
                "type: cookie, sameSite: none           | browsers take 'none' only together with secure: true",
                "type: cookie, entries: 500             | persistence.entries: this setting is not known here",
                "type: source-ip, orSourceIp: true      | persistence.orSourceIp: this setting is not known here",
                "type: source-ip, name: x               | persistence.name: this setting is not known here",
                "type: source-ip, timeout: 8d           | a time from 1s to 7d",
                "type: source-ip, entries: 7            | a whole number from 100 to 10000000",
                "timeout: 5m                            | persistence.timeout: this setting is not known here",
            })
    void what_cannot_be_is_told_with_what_can(String settings, String sentence) {
        assertThat(problems(settings)).singleElement().asString().contains(sentence);
    }

    @Test
    void the_secret_is_not_told_to_whoever_prints_the_configuration() {
        assertThat(valid("type: cookie, secret: 0123456789abcdef").toString()).doesNotContain("0123456789abcdef");
    }

    @Test
    void the_records_refuse_what_a_file_may_not_hold() {
        assertThatThrownBy(() -> new PersistenceConfig(
                        new PersistBy.SourceIp(), Duration.ZERO, true, 100, false, SourcePrefix.SINGLE))
                .hasMessageContaining("timeout");
        assertThatThrownBy(() -> new PersistBy.Cookie("a b", "", PersistBy.SameSite.LAX, false, true))
                .hasMessageContaining("name");
    }
}
