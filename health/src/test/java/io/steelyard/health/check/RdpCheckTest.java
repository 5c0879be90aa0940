package io.steelyard.health.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.health.HealthCheck;
import io.steelyard.health.Verdict;
import io.steelyard.health.net.ProbeLoop;
import io.steelyard.health.net.ScriptedServer;
import io.steelyard.health.settings.Settings;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RdpCheckTest {
    private static final String CONFIRM = "03000013 0ed000001234 00";

    private final ProbeLoop loop = new ProbeLoop();

    @AfterEach
    void end() {
        loop.close();
    }

    private static HealthCheck rdp(Map<String, ?> written) {
        Settings settings = Settings.of(written, "");
        HealthCheck check = new RdpCheckKind().create(settings);
        settings.end();
        assertThat(settings.problems()).isEmpty();
        return check;
    }

    private static String text(String hex) {
        return new String(HexFormat.of().parseHex(hex.replace(" ", "")), ISO_8859_1);
    }

    private Verdict ask(ScriptedServer.Script script) throws Exception {
        try (ScriptedServer server = new ScriptedServer(script)) {
            return loop.probe(rdp(Map.of()), server.address(), Duration.ofMillis(500));
        }
    }

    private Verdict answered(String hex) throws Exception {
        return ask(connection -> {
            connection.in().readNBytes(19);
            connection.send(text(hex));
            connection.readToTheEnd();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "0, standard RDP security",
        "1, RDP with TLS",
        "2, RDP with CredSSP (NLA)",
        "4, RDP with RDSTLS",
        "8, RDP with CredSSP with early user authorization (NLA)",
        "7, 'RDP with an unknown security protocol, 7'"
    })
    void the_security_protocol_that_was_agreed_is_named(int selected, String reason) throws Exception {
        Verdict verdict = answered(CONFIRM + "02 00 0800 0" + selected + "000000");

        assertThat(verdict.reason()).isEqualTo(reason);
        assertThat(verdict.up()).isTrue();
    }

    @Test
    void a_server_that_does_not_negotiate_has_standard_security() throws Exception {
        Verdict verdict = answered("0300000b 06d000001234 00");

        assertThat(verdict.reason()).isEqualTo("standard RDP security");
        assertThat(verdict.up()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "1, SSL_REQUIRED_BY_SERVER",
        "2, SSL_NOT_ALLOWED_BY_SERVER",
        "3, SSL_CERT_NOT_ON_SERVER",
        "4, INCONSISTENT_FLAGS",
        "5, 'CredSSP, that is NLA (HYBRID_REQUIRED_BY_SERVER'",
        "6, SSL_WITH_USER_AUTH_REQUIRED_BY_SERVER",
        "9, failure code 9"
    })
    void a_refusal_is_down_in_words(int code, String words) throws Exception {
        Verdict verdict = answered(CONFIRM + "03 00 0800 0" + code + "000000");

        assertThat(verdict.reason()).startsWith("RDP refused: ").contains(words);
        assertThat(verdict.up()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "5353482d322e302d, 'the answer is not RDP, it begins with ''SSH-'''",
        "0300ffff0ed00000, 'the answer is not RDP, it begins with ''????'''",
        "030000040ed00000, 'the answer is not RDP, it begins with ''????'''",
        "0300000b 06800000123400, the server refused the connection (X.224 disconnect request)",
        "0300000b 06e00000123400, 'the answer is no X.224 connection confirm, but of type 0xe0'",
        "0300000b 07d00000123400, 'the answer is no X.224 packet: its length says 8 of 7 bytes'",
        "0300000d 08d000001234000200, 'the answer''s negotiation breaks off after 2 bytes'",
        "03000013 0ed000001234000500080001000000, 'the answer''s negotiation is malformed: type 5, length 8'",
        "03000013 0ed00000, the answer was not complete within 500ms"
    })
    void what_is_no_confirm_is_down_with_what_is_wrong(String hex, String reason) throws Exception {
        Verdict verdict = answered(hex);

        assertThat(verdict.reason()).isEqualTo(reason);
        assertThat(verdict.up()).isFalse();
    }

    @Test
    void silence_and_resets_and_garbage_are_down() throws Exception {
        assertThat(ask(ScriptedServer.Connection::readToTheEnd).reason()).isEqualTo("no answer within 500ms");
        assertThat(ask(connection -> {
                            connection.in().readNBytes(19);
                            connection.reset();
                        })
                        .reason())
                .isEqualTo("connection reset");
        assertThat(ask(connection -> connection.send("garbage!".repeat(1_250_000)))
                        .reason())
                .isEqualTo("the answer is not RDP, it begins with 'garb'");
    }

    @ParameterizedTest
    @CsvSource({"'tls,credssp', 03", "credssp, 03", "tls, 01", "credssp-ex, 0b", "'', 00"})
    void the_protocols_are_offered_with_those_that_they_imply(String protocols, String bits) throws Exception {
        List<String> written = protocols.isEmpty() ? List.of() : List.of(protocols.split(","));
        try (ScriptedServer server =
                new ScriptedServer(connection -> connection.in().readNBytes(19))) {
            loop.probe(rdp(Map.of("protocols", written)), server.address(), (String) null);

            assertThat(server.takeRequest()).isEqualTo(text("03000013 0ee00000000000 01000800" + bits + "000000"));
        }
    }

    @Test
    void an_unknown_protocol_is_refused_with_the_nearest() {
        Settings settings = Settings.of(Map.of("protocols", List.of("credsp")), "check");
        new RdpCheckKind().create(settings);

        assertThat(settings.problems()).singleElement().asString().contains("did you mean 'credssp'?");
    }
}
