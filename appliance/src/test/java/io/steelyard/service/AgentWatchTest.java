package io.steelyard.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.AgentConfig;
import io.steelyard.config.Scheduling;
import io.steelyard.health.Dialogue;
import io.steelyard.health.Ending;
import io.steelyard.health.Target;
import io.steelyard.health.Transcript;
import io.steelyard.health.Verdict;
import io.steelyard.health.tls.CertificateFacts;
import io.steelyard.health.tls.TlsSettings;
import io.steelyard.pool.Pool;
import io.steelyard.pool.RealServer;
import io.steelyard.pool.SchedulingMethod;
import io.steelyard.pool.ServerStatus;
import io.steelyard.pool.SimulatedTime;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The agent of one real server, asked in simulated time. */
class AgentWatchTest {
    private final SimulatedTime time = new SimulatedTime();
    private final StringBuilder sent = new StringBuilder();
    private String answer = "";

    /** Notes what is sent, and has received the test's answer. */
    private final class Noting implements Dialogue {
        private final Target target;

        Noting(Target target) {
            this.target = target;
        }

        @Override
        public Target target() {
            return target;
        }

        @Override
        public void send(byte[] bytes) {
            sent.append(new String(bytes, StandardCharsets.ISO_8859_1));
        }

        @Override
        public void send(byte[] bytes, byte[] shown) {
            send(bytes);
        }

        @Override
        public CompletionStage<byte[]> receive(Ending ending, int most) {
            return CompletableFuture.completedFuture(answer.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public CompletionStage<byte[]> receiveAtMost(Ending ending, int most) {
            return receive(ending, most);
        }

        @Override
        public CompletionStage<CertificateFacts> startTls(TlsSettings tls) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Verdict up(String reason) {
            return Verdict.up(reason, Transcript.empty(time.instant()));
        }

        @Override
        public Verdict down(String reason) {
            return Verdict.down(reason, Transcript.empty(time.instant()));
        }
    }

    /** What is known of a real server at this address once its agent was asked. */
    private ServerStatus asked(String address, AgentConfig.Type type) {
        InetSocketAddress at = new InetSocketAddress(address, 5555);
        Pool pool = new Pool(
                "farm",
                List.of(ServerStatus.of(new RealServer("one", at), true, false, 1000, List.of())),
                SchedulingMethod.of(Scheduling.ROUND_ROBIN));
        AgentWatch watch = new AgentWatch(
                pool,
                "one",
                new Target(at, null, Duration.ofSeconds(1), Duration.ofSeconds(1)),
                new AgentConfig(5555, type, "/agent", Duration.ofSeconds(5)),
                (TcpOnly) (target, conversation) -> conversation.hold(new Noting(target)),
                time);
        watch.begin();
        time.pass(Duration.ofSeconds(1));
        return pool.roster().servers().get(0);
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1, 192.0.2.1", "2001:db8::1, [2001:db8:0:0:0:0:0:1]"})
    void an_agent_that_speaks_http_is_asked_by_its_address_as_a_host_field_has_it(String address, String host) {
        answer = "HTTP/1.1 200 OK\r\n\r\nup 40%\n";

        ServerStatus status = asked(address, AgentConfig.Type.HTTP);

        assertThat(sent).hasToString("GET /agent HTTP/1.0\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
        assertThat(status.effectiveWeight()).isEqualTo(400);
    }

    @Test
    void an_agent_that_speaks_tcp_is_sent_nothing() {
        answer = "up 40%\n";

        ServerStatus status = asked("192.0.2.1", AgentConfig.Type.TCP);

        assertThat(sent).isEmpty();
        assertThat(status.effectiveWeight()).isEqualTo(400);
    }
}
