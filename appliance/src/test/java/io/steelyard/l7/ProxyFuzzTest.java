package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.wire.WireEnd;
import io.steelyard.wire.WireMessage;
import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Streams of valid and damaged requests through the whole proxy, in random pieces: a real server must get to see what
 * was meant, whole and once, and nothing else.
 */
class ProxyFuzzTest {
    private static final int ROUNDS = 1_500;
    private static final List<String> BEFORE = List.of(
            "",
            "GET /first HTTP/1.1\r\nHost: a.example\r\n\r\n",
            "POST /second HTTP/1.1\r\nHost: a.example\r\nContent-Length: 5\r\n\r\nhello",
            "PUT /third HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX: y\r\n\r\n",
            "HEAD /fourth HTTP/1.1\r\nHost: a.example\r\n\r\n");
    private static final String BEHIND = "GET /behind HTTP/1.1\r\nHost: evil.example\r\n\r\n";
    private static final String INNOCENT = "GET /innocent HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n";

    @RegisterExtension
    final ProxyStage stage = new ProxyStage();

    @Test
    void a_real_server_sees_what_was_meant_and_nothing_else() throws Exception {
        RecordingOrigin origin = RecordingOrigin.on(stage.origin());
        int port = stage.proxy().port();
        Fuzzing.run(Message.table("requests.txt"), ROUNDS, (bytes, random) -> {
            String stream = BEFORE.get(random.nextInt(BEFORE.size()))
                    + BEFORE.get(random.nextInt(BEFORE.size()))
                    + Message.text(bytes)
                    + (random.nextBoolean() ? BEHIND : "");
            List<MeantRequest> meant = MeantRequest.in(stream);

            String answers = send(port, stream, random);

            List<WireMessage> received = origin.takeReceived();
            assertThat(origin.violations()).isEmpty();
            assertThat(received).hasSameSizeAs(meant);
            for (int i = 0; i < meant.size(); i++) {
                assertSame(received.get(i), meant.get(i));
            }
            assertThat(answers.split("HTTP/1.1 200 OK\r\n", -1)).hasSize(meant.size() + 1);
        });

        try (WireEnd client = WireEnd.to(port)) {
            assertThat(client.ask(INNOCENT).body()).isEqualTo("/innocent");
        }
    }

    private static void assertSame(WireMessage received, MeantRequest meant) {
        assertThat(received.method()).isEqualTo(meant.method());
        assertThat(received.target()).isEqualTo(meant.target());
        assertThat(received.body()).isEqualTo(meant.body());
        assertThat(received.values("Host")).hasSize(1);
        meant.host().ifPresent(host -> assertThat(received.values("Host")).containsExactly(host));
    }

    /** Sends it in pieces, ends its direction, and returns all that comes back. */
    private static String send(int port, String stream, SplittableRandom random) {
        try (WireEnd client = WireEnd.to(port)) {
            byte[] bytes = Message.bytes(stream);
            for (int from = 0; from < bytes.length; ) {
                int length = Math.min(bytes.length - from, random.nextInt(1, 200));
                client.send(bytes, from, length);
                from += length;
            }
            client.finishSending();
            return client.rest();
        } catch (SocketException e) {
            throw new AssertionError("the answers were lost in a reset", e);
        } catch (IOException e) {
            throw new AssertionError("no end of the connection came", e);
        }
    }
}
