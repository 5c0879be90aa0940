package io.steelyard.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.config.SyslogConfig;
import io.steelyard.config.SyslogConfig.Transport;
import io.steelyard.event.Severity;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Syslog over TLS (RFC 5425). */
@Timeout(60)
class SyslogTlsTest {
    private static final String HERE = "127.0.0.1";

    @TempDir
    Path folder;

    private static SyslogReceiver receiver(ServerSocket server, Path caFile) {
        return new SyslogReceiver(config(server, caFile));
    }

    private static SyslogConfig config(ServerSocket server, Path caFile) {
        return new SyslogConfig(HERE, server.getLocalPort(), Transport.TLS, 16, caFile.toString(), Severity.INFO);
    }

    private static ServerSocket serverOf(Certified certified) throws IOException {
        return certified.server().getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    /** Takes one connection to its end; what went wrong with it is the receiver's to tell. */
    private static CompletableFuture<String> reads(ServerSocket server) {
        return CompletableFuture.supplyAsync(() -> {
            try (SSLSocket socket = (SSLSocket) server.accept()) {
                return new String(new DataInputStream(socket.getInputStream()).readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                return "failed: " + e.getMessage();
            }
        });
    }

    @Test
    void messages_have_their_length_in_front_and_the_connection_ends_with_a_goodbye() throws Exception {
        Certified certified = Certified.of(HERE, folder);
        try (ServerSocket server = serverOf(certified)) {
            CompletableFuture<String> read = reads(server);
            try (SyslogReceiver receiver = receiver(server, certified.caFile())) {
                receiver.deliver(List.of(Entries.entry(1), Entries.entry(2)));
                receiver.deliver(List.of(Entries.entry(3)));
            }

            String stream = read.get();
            for (int number = 1; number <= 3; number++) {
                int length = Integer.parseInt(stream.substring(0, stream.indexOf(' ')));
                int begin = stream.indexOf(' ') + 1;
                assertThat(stream.substring(begin, begin + length))
                        .startsWith("<131>1 ")
                        .endsWith("] event " + number);
                stream = stream.substring(begin + length);
            }
            assertThat(stream).isEmpty();
        }
    }

    @Test
    void a_certificate_that_does_not_go_back_to_the_file_is_refused_and_nothing_is_sent() throws Exception {
        Path other = Certified.of(HERE, folder).caFile();
        try (ServerSocket server = serverOf(Certified.of(HERE, folder));
                SyslogReceiver receiver = receiver(server, other)) {
            CompletableFuture<String> read = reads(server);

            assertThatThrownBy(() -> receiver.deliver(List.of(Entries.entry(1))))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the certificate that 127.0.0.1 shows is not accepted: it does not go back to one in '"
                            + other + "'");
            assertThat(read.get()).doesNotContain("event");
        }
    }

    @Test
    void a_certificate_of_another_name_is_refused() throws Exception {
        Certified certified = Certified.of("other.lab", folder);
        try (ServerSocket server = serverOf(certified);
                SyslogReceiver receiver = receiver(server, certified.caFile())) {
            CompletableFuture<String> read = reads(server);

            assertThatThrownBy(() -> receiver.deliver(List.of(Entries.entry(1))))
                    .hasMessageStartingWith("the certificate that 127.0.0.1 shows is not accepted: ")
                    .hasMessageContaining(HERE);
            assertThat(read.get()).doesNotContain("event");
        }
    }

    @Test
    void a_certificate_that_has_expired_is_refused() throws Exception {
        Certified certified = Certified.of(HERE, folder, Duration.ofDays(-1));
        try (ServerSocket server = serverOf(certified);
                SyslogReceiver receiver = receiver(server, certified.caFile())) {
            CompletableFuture<String> read = reads(server);

            assertThatThrownBy(() -> receiver.deliver(List.of(Entries.entry(1))))
                    .hasMessage("the certificate that 127.0.0.1 shows is not accepted: it has expired");
            assertThat(read.get()).doesNotContain("event");
        }
    }

    @Test
    void a_server_that_stops_reading_does_not_hold_the_delivery_for_ever() throws Exception {
        Certified certified = Certified.of(HERE, folder);
        List<JournalEntry> many = Collections.nCopies(1000, Entries.entry(1));
        try (ServerSocket server = serverOf(certified);
                SyslogReceiver receiver =
                        new SyslogReceiver(config(server, certified.caFile()), Duration.ofMillis(1500))) {
            CompletableFuture<SSLSocket> accepted = CompletableFuture.supplyAsync(() -> {
                try {
                    SSLSocket socket = (SSLSocket) server.accept();
                    socket.startHandshake();
                    return socket;
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });

            assertThatThrownBy(() -> {
                        while (true) {
                            receiver.deliver(many);
                        }
                    })
                    .isInstanceOf(IOException.class);
            accepted.get().close();
        }
    }
}
