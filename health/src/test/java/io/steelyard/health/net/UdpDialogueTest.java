package io.steelyard.health.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.health.Ending;
import io.steelyard.health.HealthCheck;
import io.steelyard.health.Verdict;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UdpDialogueTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Ending YES = (bytes, seen, length) ->
            new String(bytes, 0, length, StandardCharsets.ISO_8859_1).startsWith("yes") ? length : Ending.NOT_YET;

    private final HealthCheck asking = (target, network) -> network.udp(target, dialogue -> {
        dialogue.send(bytes("question"));
        return dialogue.receive(YES, 100).thenApply(answer -> dialogue.up(text(answer)));
    });

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void datagrams_that_do_not_answer_are_passed_over(boolean epoll) throws Exception {
        try (ProbeLoop loop = new ProbeLoop(epoll);
                DatagramServer server =
                        new DatagramServer(asked -> List.of(bytes("no"), bytes(""), bytes("yes to " + text(asked))))) {
            Verdict verdict = loop.probe(asking, server.address(), (String) null);

            assertThat(verdict.reason()).isEqualTo("yes to question");
            assertThat(verdict.transcript().sent()).isEqualTo("question");
            assertThat(verdict.transcript().received()).isEqualTo("noyes to question");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_port_that_nobody_listens_on_is_said_to_be(boolean epoll) throws Exception {
        InetSocketAddress free;
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            free = new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
        }
        try (ProbeLoop loop = new ProbeLoop(epoll)) {
            Verdict verdict = loop.probe(asking, free, (String) null);

            assertThat(verdict.reason()).isEqualTo("port unreachable: nothing listens on this UDP port");
            assertThat(verdict.up()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void silence_is_down_when_the_time_is_over(boolean epoll) throws Exception {
        try (ProbeLoop loop = new ProbeLoop(epoll);
                DatagramServer server = new DatagramServer(asked -> List.of())) {
            assertThat(loop.probe(asking, server.address(), SHORT).reason()).isEqualTo("no answer within 300ms");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_flood_of_others_is_down_at_the_latest_when_the_time_is_over(boolean epoll) throws Exception {
        try (ProbeLoop loop = new ProbeLoop(epoll);
                DatagramServer server =
                        new DatagramServer(asked -> Collections.nCopies(5000, bytes("x".repeat(60_000))))) {
            Verdict verdict = loop.probe(asking, server.address(), Duration.ofSeconds(2));

            assertThat(verdict.up()).isFalse();
            assertThat(verdict.reason()).contains("datagrams came", "none that answers");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_conversation_that_throws_is_down(boolean epoll) throws Exception {
        HealthCheck broken = (target, network) -> network.udp(target, dialogue -> {
            throw new IllegalStateException("broken");
        });
        try (ProbeLoop loop = new ProbeLoop(epoll);
                DatagramServer server = new DatagramServer(asked -> List.of())) {
            assertThat(loop.probe(broken, server.address(), (String) null).reason())
                    .isEqualTo("the check itself failed: java.lang.IllegalStateException: broken");
        }
    }
}
