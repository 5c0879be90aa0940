package io.steelyard.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.SyslogConfig;
import io.steelyard.config.SyslogConfig.Transport;
import io.steelyard.event.Event;
import io.steelyard.event.Severity;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SyslogReceiverTest {

    private static SyslogConfig config(int port, Transport transport) {
        return new SyslogConfig("127.0.0.1", port, transport, 16, "", Severity.INFO);
    }

    private static String read(Socket socket) throws Exception {
        StringBuilder length = new StringBuilder();
        for (int next = socket.getInputStream().read();
                next != ' ';
                next = socket.getInputStream().read()) {
            length.append((char) next);
        }
        return new String(
                socket.getInputStream().readNBytes(Integer.parseInt(length.toString())), StandardCharsets.UTF_8);
    }

    @Test
    void a_datagram_carries_one_message_as_rfc_5424_has_it() throws Exception {
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                SyslogReceiver receiver = new SyslogReceiver(config(server.getLocalPort(), Transport.UDP))) {
            receiver.deliver(List.of(Entries.entry(5)));

            DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
            server.receive(packet);
            assertThat(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8))
                    .matches("<131>1 2026-01-01T00:00:00Z \\S+ steelyard \\d+ cell-down \\[steelyard@32473 number=\"5\""
                            + " virtualService=\"surveyor\" realServer=\"192.0.2.21:80\" host=\"www.lab\"\\] event 5");
        }
    }

    @Test
    void a_stream_carries_messages_with_their_length_and_is_opened_again_when_the_server_closed_it() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                SyslogReceiver receiver = new SyslogReceiver(config(server.getLocalPort(), Transport.TCP))) {
            receiver.deliver(List.of(Entries.entry(1), Entries.entry(2)));
            try (Socket first = server.accept()) {
                assertThat(read(first)).endsWith("] event 1");
                assertThat(read(first)).endsWith("] event 2");
            }

            receiver.deliver(List.of(Entries.entry(3)));

            try (Socket second = server.accept()) {
                assertThat(read(second)).endsWith("] event 3");
            }
        }
    }

    @Test
    void what_others_sent_cannot_break_out_of_a_message_nor_make_it_too_long() {
        Event nasty = new Event(
                Instant.EPOCH,
                Severity.INFO,
                "a kind",
                "x\"]\\\n",
                null,
                null,
                "line\r\nbreak " + "ä".repeat(3000),
                Map.of());

        byte[] message = SyslogMessage.of(new JournalEntry(1, nasty), 0, "", 7);

        assertThat(message.length).isBetween(SyslogMessage.MAX_BYTES - 1, SyslogMessage.MAX_BYTES);
        assertThat(new String(message, StandardCharsets.UTF_8))
                .startsWith("<6>1 1970-01-01T00:00:00Z - steelyard 7 akind [steelyard@32473 number=\"1\""
                        + " virtualService=\"x\\\"\\]\\\\ \"] line  break ä")
                .doesNotContain("\n", "\uFFFD");
    }
}
