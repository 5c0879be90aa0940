package io.steelyard.health.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.health.HealthCheck;
import io.steelyard.health.Verdict;
import io.steelyard.health.net.DatagramServer;
import io.steelyard.health.net.ProbeLoop;
import io.steelyard.health.net.ScriptedServer;
import io.steelyard.health.settings.SettingProblem;
import io.steelyard.health.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BinaryCheckTest {
    private static final Duration SHORT = Duration.ofMillis(500);

    private final ProbeLoop loop = new ProbeLoop();

    @AfterEach
    void end() {
        loop.close();
    }

    private static HealthCheck binary(Map<String, ?> written) {
        Settings settings = Settings.of(written, "");
        HealthCheck check = new BinaryCheckKind().create(settings);
        settings.end();
        assertThat(settings.problems()).isEmpty();
        return check;
    }

    private static List<String> problems(Map<String, ?> written) {
        Settings settings = Settings.of(written, "check");
        new BinaryCheckKind().create(settings);
        settings.end();
        return settings.problems().stream().map(SettingProblem::toString).toList();
    }

    private Verdict ask(Map<String, ?> settings, ScriptedServer.Script script) throws Exception {
        try (ScriptedServer server = new ScriptedServer(script)) {
            return loop.probe(binary(settings), server.address(), SHORT);
        }
    }

    /** Sends this, and waits for the probe to go. */
    private Verdict hear(Map<String, ?> settings, String... parts) throws Exception {
        return ask(settings, connection -> {
            for (String part : parts) {
                connection.send(part);
            }
            connection.readToTheEnd();
        });
    }

    @Test
    void a_server_that_speaks_first_is_up_as_soon_as_it_said_what_is_expected() throws Exception {
        Verdict verdict = hear(Map.of("expect", "SSH-2.0"), "SS", "H-2.", "0-OpenSSH");

        assertThat(verdict.reason()).isEqualTo("received 'SSH-2.0'");
        assertThat(verdict.up()).isTrue();
    }

    @Test
    void bytes_are_sent_as_they_are_written() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.in().readNBytes(7);
            connection.send("+PONG\r\n");
        })) {
            Map<String, ?> settings = Map.of("send", "PI\\x4eG\\r\\n\\0", "expectHex", "2b 50:4F 4e 47 0d0a");
            assertThat(loop.probe(binary(settings), server.address(), SHORT).up())
                    .isTrue();
            assertThat(server.takeRequest()).isEqualTo("PING\r\n\0");
        }
    }

    @Test
    void a_pattern_is_looked_for_in_what_came_together() throws Exception {
        assertThat(hear(Map.of("expectPattern", "^role:(leader|follower)"), "role:", "follo", "wer\n")
                        .reason())
                .isEqualTo("received a match of ^role:(leader|follower)");
    }

    @Test
    void what_comes_later_than_it_is_looked_at_does_not_count() throws Exception {
        Map<String, ?> settings = Map.of("expect", "needle", "within", 100);

        assertThat(hear(settings, "x".repeat(94) + "needle").up()).isTrue();
        assertThat(hear(settings, "x".repeat(95) + "needle").reason())
                .isEqualTo("received '" + "x".repeat(40) + "...', not 'needle' within the first 100 bytes");
    }

    @Test
    void what_does_not_match_is_down_with_what_came() throws Exception {
        assertThat(ask(Map.of("expect", "OK"), connection -> connection.send("ERR\r\n"))
                        .reason())
                .isEqualTo("received 'ERR', not 'OK'");
        assertThat(ask(Map.of("expect", "OK"), connection -> {}).reason())
                .isEqualTo("closed without an answer, 'OK' was expected");
        assertThat(hear(Map.of("expect", "OK"), "E").reason()).isEqualTo("something came, but not 'OK' within 500ms");
        assertThat(hear(Map.of("expect", "OK")).reason()).isEqualTo("no answer within 500ms");
        assertThat(ask(Map.of("expect", "OK"), ScriptedServer.Connection::reset).up())
                .isFalse();
        assertThat(ask(Map.of("expect", "OK"), connection -> connection.send("garbage!".repeat(1_250_000)))
                        .reason())
                .endsWith("not 'OK' within the first 4096 bytes");
    }

    @Test
    void a_pattern_that_takes_too_long_ends_the_probe_and_says_so() throws Exception {
        assertThat(hear(Map.of("expectPattern", "(x+x+)+y"), "x".repeat(4000)).reason())
                .contains("simplify the regular expression");
    }

    @Test
    void over_udp_a_datagram_that_holds_what_is_expected_must_come_back() throws Exception {
        try (DatagramServer server = new DatagramServer(asked ->
                List.of("other".getBytes(ISO_8859_1), ("re:" + new String(asked, ISO_8859_1)).getBytes(ISO_8859_1)))) {
            Map<String, ?> settings = Map.of("transport", "udp", "send", "ping", "expect", "re:ping");
            assertThat(loop.probe(binary(settings), server.address(), SHORT).reason())
                    .isEqualTo("received 're:ping'");
            Map<String, ?> never = Map.of("transport", "udp", "send", "ping", "expect", "pong");
            assertThat(loop.probe(binary(never), server.address(), SHORT).reason())
                    .isEqualTo("something came, but not 'pong' within 500ms");
        }
    }

    @Test
    void settings_that_contradict_themselves_are_refused() {
        assertThat(problems(Map.of("send", "x"))).singleElement().asString().contains("what must come is missing");
        assertThat(problems(Map.of("expect", "")))
                .containsExactly("check.expect: this is empty, every answer would match");
        assertThat(problems(Map.of("expect", "a", "expectHex", "00")))
                .containsExactly("check.expectHex: what must come is given by 'expect' already");
        assertThat(problems(Map.of("send", "a", "sendHex", "00", "expect", "a")))
                .containsExactly("check.sendHex: what is sent is given by 'send' already, give one of the two");
        assertThat(problems(Map.of("transport", "udp", "expect", "a")))
                .singleElement()
                .asString()
                .contains("over udp something must be sent");
        assertThat(problems(Map.of("expect", "\\q"))).singleElement().asString().contains("the escape at character 0");
        assertThat(problems(Map.of("expectHex", "0g")))
                .singleElement()
                .asString()
                .contains("hexadecimal");
        assertThat(problems(Map.of("expectHex", "00".repeat(4097))))
                .singleElement()
                .asString()
                .contains("4097 bytes are too many");
        assertThat(problems(Map.of("expectPattern", "("))).hasSize(1);
        assertThat(problems(Map.of("expect", "a", "within", 65_537))).hasSize(1);
    }
}
