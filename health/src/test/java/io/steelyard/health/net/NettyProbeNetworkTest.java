package io.steelyard.health.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.nio.NioIoHandler;
import io.steelyard.health.Conversation;
import io.steelyard.health.DialogueFailure.Kind;
import io.steelyard.health.Ending;
import io.steelyard.health.HealthCheck;
import io.steelyard.health.Target;
import io.steelyard.health.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NettyProbeNetworkTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    private final ProbeLoop loop = new ProbeLoop();

    @AfterEach
    void end() {
        loop.close();
    }

    private static HealthCheck check(Conversation conversation) {
        return (target, network) -> network.tcp(target, conversation);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void several_answers_that_come_at_once_are_received_one_by_one() throws Exception {
        HealthCheck lines = check(dialogue -> dialogue.receive(Ending.after("\r\n"), 100)
                .thenCompose(first -> dialogue.receive(Ending.after("\r\n"), 100)
                        .thenCompose(second -> dialogue.receiveAtMost(Ending.endOfStream(), 100)
                                .thenApply(rest -> dialogue.up(text(first) + "|" + text(second) + "|" + text(rest))))));
        try (ScriptedServer server = new ScriptedServer(connection -> connection.send("one\r\ntwo\r\nrest"))) {
            assertThat(loop.probe(lines, server.address(), (String) null).reason())
                    .isEqualTo("one\r\n|two\r\n|rest");
        }
    }

    @Test
    void a_conversation_may_go_on_after_a_failure_that_means_something_to_it() throws Exception {
        HealthCheck tolerant = check(dialogue -> dialogue.receive(Ending.after("\n"), 100)
                .handle((bytes, failure) -> dialogue.up("closed, as it should")));
        try (ScriptedServer server = new ScriptedServer(connection -> connection.send("no line"))) {
            assertThat(loop.probe(tolerant, server.address(), (String) null).up())
                    .isTrue();
        }
    }

    @Test
    void a_conversation_that_throws_is_down_and_its_connection_closed() throws Exception {
        HealthCheck broken = check(dialogue -> {
            throw new IllegalStateException("broken");
        });
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.Connection::readToTheEnd)) {
            Verdict verdict = loop.probe(broken, server.address(), (String) null);

            assertThat(verdict.up()).isFalse();
            assertThat(verdict.reason()).isEqualTo("the check itself failed: java.lang.IllegalStateException: broken");
            assertThat(server.takeEnd()).isEqualTo("orderly");
        }
    }

    @Test
    void a_conversation_that_never_ends_is_down_when_the_time_is_over_and_its_connection_closed() throws Exception {
        HealthCheck endless = check(dialogue -> new CompletableFuture<>());
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.Connection::readToTheEnd)) {
            Verdict verdict = loop.probe(endless, server.address(), SHORT);

            assertThat(verdict.up()).isFalse();
            assertThat(server.takeEnd()).isEqualTo("orderly");
        }
    }

    @Test
    void an_answer_longer_than_was_asked_for_is_a_failure_and_its_beginning_is_not_lost() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering("x".repeat(1000))) {
            HealthCheck asking = check(dialogue -> {
                dialogue.send("\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                return dialogue.receive(Ending.after("\n"), 10).thenApply(bytes -> dialogue.up("line"));
            });

            Verdict verdict = loop.probe(asking, server.address(), (String) null);

            assertThat(verdict.reason()).isEqualTo("the answer did not end within 10 bytes");
            assertThat(verdict.transcript().received()).startsWith("xxxxxxxxxx");
        }
    }

    /** The event loop is held up until the reset is there, so that the write meets it and no read does. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_reset_that_the_question_meets_is_a_reset(boolean epoll) throws Exception {
        assumeTrue(!epoll || Epoll.isAvailable(), "epoll");
        CountDownLatch connected = new CountDownLatch(1);
        CountDownLatch reset = new CountDownLatch(1);
        HealthCheck late = check(dialogue -> {
            connected.countDown();
            awaitOn(reset);
            dialogue.send(new byte[] {'?'});
            return dialogue.receive(Ending.after("\n"), 100).thenApply(bytes -> dialogue.up("line"));
        });
        try (ProbeLoop own = new ProbeLoop(epoll);
                ScriptedServer server = new ScriptedServer(connection -> {
                    awaitOn(connected);
                    connection.reset();
                    reset.countDown();
                })) {
            Verdict verdict = own.probe(late, server.address(), (String) null);

            assertThat(verdict.reason()).isEqualTo("connection reset");
            assertThat(verdict.failure()).isEqualTo(Kind.RESET);
        }
    }

    private static void awaitOn(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void event_loops_that_have_ended_are_a_verdict_too() throws Exception {
        EventLoopGroup ended = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        ended.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
        try (ScriptedServer server = ScriptedServer.answering("")) {
            Target target = new Target(server.address(), null, SHORT, SHORT);

            Verdict verdict = NettyProbeNetwork.on(ended, Clock.systemUTC())
                    .tcp(target, dialogue -> CompletableFuture.completedFuture(dialogue.up("connected")))
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);

            assertThat(verdict.reason()).isEqualTo("the connection could not be opened: the appliance is stopping");
        }
    }
}
