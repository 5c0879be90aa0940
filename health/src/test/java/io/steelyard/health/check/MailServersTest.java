package io.steelyard.health.check;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.steelyard.health.Verdict;
import io.steelyard.health.net.ProbeLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Against GreenMail, which speaks SMTP, POP3 and IMAP, each in the clear and inside TLS. */
class MailServersTest {
    private static final GreenMail MAIL = new GreenMail(Stream.of("smtp", "smtps", "pop3", "pop3s", "imap", "imaps")
            .map(protocol -> new ServerSetup(0, "127.0.0.1", protocol))
            .toArray(ServerSetup[]::new));

    @BeforeAll
    static void start() {
        ((Logger) LoggerFactory.getLogger("com.icegreen")).setLevel(Level.OFF); // is told of by the verdicts
        MAIL.start();
    }

    @AfterAll
    static void stop() {
        MAIL.stop();
    }

    private static InetSocketAddress address(String protocol) {
        int port = switch (protocol) {
            case "smtp" -> MAIL.getSmtp().getPort();
            case "smtps" -> MAIL.getSmtps().getPort();
            case "pop3" -> MAIL.getPop3().getPort();
            case "pop3s" -> MAIL.getPop3s().getPort();
            case "imap" -> MAIL.getImap().getPort();
            default -> MAIL.getImaps().getPort();
        };
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static Verdict ask(String type, Map<String, ?> settings, InetSocketAddress address) throws Exception {
        try (ProbeLoop loop = new ProbeLoop()) {
            return loop.probe(Checks.of(type, settings), address, (String) null);
        }
    }

    @ParameterizedTest
    @CsvSource({"smtp, SMTP 220 ", "pop3, POP3 +OK ", "imap, IMAP * OK "})
    void a_mail_server_is_up_with_its_greeting(String type, String greeting) throws Exception {
        Verdict plain = ask(type, Map.of("expect", "GreenMail"), address(type));
        Verdict inside = ask(type, Map.of("tls", "implicit"), address(type + "s"));

        assertThat(plain.reason()).startsWith(greeting.strip() + " ");
        assertThat(plain.up()).as(plain.reason()).isTrue();
        assertThat(inside.up()).as(inside.reason()).isTrue();
        assertThat(inside.transcript().certificate()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"smtp", "pop3", "imap"})
    void a_mail_server_that_is_not_as_expected_is_down(String type) throws Exception {
        assertThat(ask(type, Map.of("expect", "Exchange"), address(type)).reason())
                .endsWith(", but the greeting does not match Exchange");
        assertThat(ask(type, Map.of("tls", "implicit"), address(type)).reason()).isEqualTo("the answer is not TLS");
        assertThat(Arrays.asList(
                        ask(type, Map.of(), address(type.equals("pop3") ? "imap" : "pop3"))
                                .up(),
                        ask(type, Map.of("tls", "starttls"), address(type)).up()))
                .containsOnly(false);
    }

    @ParameterizedTest
    @CsvSource({"probe.lab"})
    void smtp_is_greeted_by_name_where_one_is_given(String name) throws Exception {
        Verdict verdict = ask("smtp", Map.of("ehlo", name), address("smtp"));

        assertThat(verdict.up()).as(verdict.reason()).isTrue();
        assertThat(verdict.transcript().sent()).isEqualTo("EHLO " + name + "\r\nQUIT\r\n");
        assertThat(verdict.transcript().received()).contains("\r\n250");
    }
}
