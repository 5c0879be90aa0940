package io.steelyard.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.steelyard.config.MailConfig;
import io.steelyard.event.Severity;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailReceiverTest {

    private static MailReceiver receiver(int port) {
        return new MailReceiver(new MailConfig(
                "127.0.0.1",
                port,
                MailConfig.Security.NONE,
                "",
                "",
                "",
                "steelyard@surveyor.lab",
                List.of("admin@surveyor.lab"),
                Duration.ofSeconds(1),
                Severity.ERROR));
    }

    @Test
    void entries_that_come_together_are_one_message() throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            receiver(server.getSmtp().getPort()).deliver(List.of(Entries.entry(1), Entries.entry(2)));

            MimeMessage[] received = server.getReceivedMessages();
            assertThat(received).hasSize(1);
            assertThat(received[0].getSubject()).isEqualTo("Steelyard: event 2 (and 1 more)");
            assertThat(GreenMailUtil.getBody(received[0]))
                    .contains("surveyor: event 1")
                    .contains("surveyor: event 2");
        } finally {
            server.stop();
        }
    }

    @Test
    void a_mail_server_that_is_not_there_is_a_failure_that_is_tried_again() {
        assertThatThrownBy(() -> receiver(1).deliver(List.of(Entries.entry(1)))).isInstanceOf(IOException.class);
    }
}
