package io.steelyard.health.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.epoll.Epoll;
import io.steelyard.health.Ending;
import io.steelyard.health.Greeting;
import io.steelyard.health.HealthCheck;
import io.steelyard.health.Target;
import io.steelyard.health.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said to a real server before the check says anything. */
class GreetingTest {
    private static final Duration AMPLE = Duration.ofSeconds(10);

    @ParameterizedTest
    @CsvSource({"true, NONE", "true, PROXY_V1", "true, PROXY_V2", "false, NONE", "false, PROXY_V1", "false, PROXY_V2"})
    void it_comes_first_once_and_is_in_no_transcript(boolean epoll, Greeting greeting) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                ProbeLoop loop = new ProbeLoop(epoll && Epoll.isAvailable())) {
            CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> answer(server));
            Target target = new Target(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()),
                    null,
                    AMPLE,
                    AMPLE,
                    greeting);
            HealthCheck check = (asked, network) -> network.tcp(asked, dialogue -> {
                dialogue.send("question\n".getBytes(StandardCharsets.US_ASCII));
                return dialogue.receive(Ending.after("\n"), 100).thenApply(answer -> dialogue.up("answered"));
            });
            Verdict verdict = loop.probe(check, target);

            assertThat(verdict.up()).isTrue();
            assertThat(heard.get(10, TimeUnit.SECONDS))
                    .isEqualTo(new String(greeting.bytes(), StandardCharsets.ISO_8859_1) + "question\n");
            assertThat(verdict.transcript().sent()).isEqualTo("question\n");
        }
    }

    /** Answers when the question's line is there; what it heard up to its end. */
    private static String answer(ServerSocket server) {
        StringBuilder heard = new StringBuilder();
        try (Socket socket = server.accept()) {
            InputStream in = socket.getInputStream();
            while (heard.indexOf("question\n") < 0) {
                heard.append((char) in.read());
            }
            socket.getOutputStream().write('\n');
            socket.getOutputStream().flush();
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            heard.append(e);
        }
        return heard.toString();
    }
}
