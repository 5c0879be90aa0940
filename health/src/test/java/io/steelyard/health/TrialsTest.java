package io.steelyard.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.health.net.ProbeLoop;
import io.steelyard.health.net.ScriptedServer;
import io.steelyard.health.settings.SettingProblem;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrialsTest {
    private static final Duration AMPLE = Duration.ofSeconds(20);

    private final ProbeLoop loop = new ProbeLoop();
    private final Trials trials = new Trials(HealthCheckKinds.installed(), loop.network(), Clock.systemUTC());

    @AfterEach
    void close() {
        loop.close();
    }

    private Trial run(Trial trial, InetSocketAddress address) throws Exception {
        return trials.run(trial, new Trials.Place(address, AMPLE, AMPLE))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    @Test
    void a_check_that_nobody_saved_is_tried_with_its_transcript() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 204 No Content\r\n\r\n")) {
            Trial done = run(Trial.of("x:80", "http", Map.of("path", "/alive"), "www.surveyor.lab"), server.address());

            assertThat(done.isUp()).isTrue();
            assertThat(Objects.requireNonNull(done.verdict()).transcript().sent())
                    .startsWith("HEAD /alive HTTP/1.1\r\nHost: www.surveyor.lab\r\n");
        }
    }

    @Test
    void a_check_with_wrong_settings_is_not_tried_and_all_that_is_wrong_is_told() throws Exception {
        Trial wrong = Trial.of("x:80", "http", Map.of("path", "no slash", "pth", "/"), null);

        assertThat(trials.problems(wrong)).extracting(SettingProblem::path).containsExactly("path", "pth");
        assertThat(run(wrong, new InetSocketAddress(InetAddress.getLoopbackAddress(), 1))
                        .isUp())
                .isFalse();
        assertThat(trials.problems(Trial.of("x:80", "htp", Map.of(), null))
                        .get(0)
                        .message())
                .startsWith("'htp' is not a known health check");
    }

    @Test
    void more_than_can_run_at_once_wait_in_line_and_all_get_their_turn() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 200 OK\r\n\r\n")) {
            List<java.util.concurrent.CompletableFuture<Trial>> all = IntStream.range(0, 200)
                    .mapToObj(i -> trials.run(
                                    Trial.of("x:80", "http", Map.of(), "h" + i + ".lab"),
                                    new Trials.Place(server.address(), AMPLE, AMPLE))
                            .toCompletableFuture())
                    .toList();

            for (var trial : all) {
                assertThat(trial.get(30, TimeUnit.SECONDS).isUp()).isTrue();
            }
        }
    }
}
