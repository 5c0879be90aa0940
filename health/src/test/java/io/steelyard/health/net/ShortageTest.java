package io.steelyard.health.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelException;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.steelyard.health.HealthCheckKinds;
import io.steelyard.health.Target;
import io.steelyard.health.Transcript;
import io.steelyard.health.Verdict;
import io.steelyard.health.settings.Settings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShortageTest {

    /** What Netty's channels do where no descriptor is left. */
    public static final class NoHandleLeft extends NioSocketChannel {
        public NoHandleLeft() {
            throw new ChannelException(
                    new IOException("newSocketStream(..) failed with error(-24): Too many open files"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "tcp", "tls", "smtp"})
    void a_check_that_gets_no_file_handle_is_void_and_says_so(String type) throws Exception {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            NettyProbeNetwork network = new NettyProbeNetwork(
                    group, NoHandleLeft.class, NioDatagramChannel.class, Clock.systemUTC(), System::nanoTime);
            Target target = new Target(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 9),
                    null,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5));

            Verdict verdict = HealthCheckKinds.installed()
                    .get(type)
                    .create(Settings.of(Map.of(), ""))
                    .probe(target, network)
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);

            assertThat(verdict.isVoid()).isTrue();
            assertThat(verdict.reason()).isEqualTo("the appliance has no file handle left to ask with");
        } finally {
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connect(..) failed with error(-99): Cannot assign requested address",
                "socket(..) failed with error(-105): No buffer space available",
                "socket(..) failed with error(-12): Cannot allocate memory"
            })
    void what_the_system_refuses_the_appliance_is_no_fault_of_the_real_server(String message) {
        assertThat(Verdict.failed(Failures.connecting(new ConnectException(message)), empty())
                        .isVoid())
                .isTrue();
    }

    @Test
    void neither_is_a_handshake_that_finds_no_thread() {
        assertThat(Verdict.failed(Failures.broken(new RejectedExecutionException("full")), empty())
                        .isVoid())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connect(..) failed with error(-111): Connection refused",
                "connect(..) failed with error(-113): No route to host",
                "connect(..) failed with error(-1): Operation not permitted"
            })
    void everything_else_counts(String message) {
        assertThat(Verdict.failed(Failures.connecting(new ConnectException(message)), empty())
                        .isVoid())
                .isFalse();
    }

    private static Transcript empty() {
        return Transcript.empty(Instant.EPOCH);
    }
}
