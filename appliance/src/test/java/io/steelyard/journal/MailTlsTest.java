package io.steelyard.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.steelyard.config.MailConfig;
import io.steelyard.config.MailConfig.Security;
import io.steelyard.event.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Mail over TLS, with log-on. */
@Timeout(60)
class MailTlsTest {
    private static final String HERE = "127.0.0.1";
    private static final String PASSWORD = "open sesame";

    @TempDir
    Path folder;

    private GreenMail mailServer;
    private Certified certified;

    @BeforeEach
    void start() throws Exception {
        mailServer = new GreenMail(new ServerSetup(0, HERE, ServerSetup.PROTOCOL_SMTP));
        mailServer.start();
        mailServer.setUser("steelyard@surveyor.lab", "steelyard", PASSWORD);
        certified = Certified.of(HERE, folder);
    }

    @AfterEach
    void stop() {
        mailServer.stop();
    }

    private int behind() {
        return mailServer.getSmtp().getPort();
    }

    private static void send(int port, Security security, Path caFile, String password) throws IOException {
        new MailReceiver(new MailConfig(
                        HERE,
                        port,
                        security,
                        caFile.toString(),
                        "steelyard",
                        password,
                        "steelyard@surveyor.lab",
                        List.of("admin@surveyor.lab"),
                        Duration.ofSeconds(1),
                        Severity.ERROR))
                .deliver(List.of(Entries.entry(1)));
    }

    @Test
    void mail_is_sent_after_starttls_and_log_on() throws Exception {
        try (TlsFront front = TlsFront.startTls(certified, behind())) {
            send(front.port(), Security.STARTTLS, certified.caFile(), PASSWORD);

            assertThat(mailServer.getReceivedMessages()).hasSize(1);
            assertThat(mailServer.getReceivedMessages()[0].getSubject()).isEqualTo("Steelyard: event 1");
        }
    }

    @Test
    void mail_is_sent_over_tls_from_the_start_after_log_on() throws Exception {
        try (TlsFront front = TlsFront.implicit(certified, behind())) {
            send(front.port(), Security.TLS, certified.caFile(), PASSWORD);

            assertThat(mailServer.getReceivedMessages()).hasSize(1);
        }
    }

    @Test
    void a_wrong_password_is_a_failure_that_does_not_repeat_it() throws Exception {
        try (TlsFront front = TlsFront.implicit(certified, behind())) {
            assertThatThrownBy(() -> send(front.port(), Security.TLS, certified.caFile(), "wrong one"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("535")
                    .hasMessageNotContaining("wrong one");
            assertThat(mailServer.getReceivedMessages()).isEmpty();
        }
    }

    @Test
    void a_certificate_that_does_not_go_back_to_the_file_is_refused_after_starttls() throws Exception {
        Path other = Certified.of(HERE, folder).caFile();
        try (TlsFront front = TlsFront.startTls(certified, behind())) {
            assertThatThrownBy(() -> send(front.port(), Security.STARTTLS, other, PASSWORD))
                    .hasMessage("the certificate that 127.0.0.1 shows is not accepted: it does not go back to one in '"
                            + other + "'");
            assertThat(mailServer.getReceivedMessages()).isEmpty();
        }
    }

    @Test
    void a_certificate_that_does_not_go_back_to_the_file_is_refused_with_tls_from_the_start() throws Exception {
        Path other = Certified.of(HERE, folder).caFile();
        try (TlsFront front = TlsFront.implicit(certified, behind())) {
            assertThatThrownBy(() -> send(front.port(), Security.TLS, other, PASSWORD))
                    .hasMessageContaining("is not accepted: it does not go back to one in '" + other + "'");
            assertThat(mailServer.getReceivedMessages()).isEmpty();
        }
    }

    @Test
    void a_certificate_of_another_name_is_refused() throws Exception {
        Certified others = Certified.of("other.lab", folder);
        try (TlsFront front = TlsFront.startTls(others, behind())) {
            assertThatThrownBy(() -> send(front.port(), Security.STARTTLS, others.caFile(), PASSWORD))
                    .isInstanceOf(IOException.class);
            assertThat(mailServer.getReceivedMessages()).isEmpty();
        }
    }

    @Test
    void nothing_is_sent_in_plain_text_where_the_server_offers_no_starttls() {
        assertThatThrownBy(() -> send(behind(), Security.STARTTLS, certified.caFile(), PASSWORD))
                .hasMessageContaining("STARTTLS");
        assertThat(mailServer.getReceivedMessages()).isEmpty();
    }
}
