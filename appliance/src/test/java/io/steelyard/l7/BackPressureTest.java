package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.net.Transport;
import io.steelyard.wire.WireEnd;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever takes slowly makes the other side wait; the proxy keeps little of what is under way. */
class BackPressureTest {
    private static final long LARGE = 100L << 20;

    /** What the kernel's buffers on both sides of the proxy may hold (tcp_wmem, tcp_rmem) and a little more. */
    private static final long BOUND = 40L << 20;

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @RegisterExtension
    final ProxyStage stage = new ProxyStage();

    @ParameterizedTest
    @EnumSource(Transport.class)
    void a_client_that_reads_nothing_makes_the_real_server_wait_and_then_gets_every_byte(Transport transport)
            throws Exception {
        stage.transport(transport);
        WireEnd client = stage.slowClient();
        client.send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
        WireEnd server = stage.origin().accept();
        server.request();
        server.send("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n");
        AtomicLong pushed = new AtomicLong();
        CompletableFuture<Void> pushing = push(server, pushed);
        assertThat(whereItStops(pushed)).isLessThan(BOUND);

        client.responseHead();
        assertThat(readPattern(client.stream())).isEqualTo(LARGE);
        pushing.get(5, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void a_real_server_that_reads_nothing_makes_the_client_wait_and_then_gets_every_byte(Transport transport)
            throws Exception {
        stage.transport(transport);
        WireEnd client = stage.client();
        client.send("POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: " + LARGE + "\r\n\r\n");
        WireEnd server = stage.origin().accept();
        AtomicLong pushed = new AtomicLong();
        CompletableFuture<Void> pushing = push(client, pushed);
        assertThat(whereItStops(pushed)).isLessThan(BOUND);

        server.requestHead();
        assertThat(readPattern(server.stream())).isEqualTo(LARGE);
        pushing.get(5, TimeUnit.SECONDS);
        server.send(OK);
        assertThat(client.response().body()).isEqualTo("ok");
    }

    @Test
    void a_client_that_takes_nothing_for_too_long_is_given_up_and_frees_the_real_server() throws Exception {
        stage.shorten("write");
        WireEnd client = stage.slowClient();
        client.send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
        WireEnd server = stage.origin().accept();
        server.request();
        server.send("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n");
        CompletableFuture<Void> pushing = push(server, new AtomicLong());

        assertThat(pushing.handle((done, reset) -> reset != null).get(8, TimeUnit.SECONDS))
                .isTrue();
        await().untilAsserted(() -> assertThat(stage.traffic.ended)
                .extracting(RecordingTraffic.Ended::failure)
                .containsExactly("client-stalled"));
    }

    @Test
    void a_client_that_pipelines_and_reads_nothing_is_not_served_without_bound() throws Exception {
        int length = 60_000;
        WireEnd client = stage.slowClient();
        String request = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";
        WireEnd server = firstAnswered(client, request, length);
        AtomicLong answered = new AtomicLong(length);
        CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> {
            try {
                while (answered.get() < LARGE) {
                    server.request();
                    sendBody(server, length);
                    answered.addAndGet(length);
                }
            } catch (IOException e) {
                // The stage has closed it, which is how this ends.
            }
        });
        client.send(request.repeat((int) (LARGE / length)));

        assertThat(whereItStops(answered)).isLessThan(BOUND);
        server.close();
        answering.get(15, TimeUnit.SECONDS);
    }

    private WireEnd firstAnswered(WireEnd client, String request, int length) throws Exception {
        client.send(request);
        WireEnd server = stage.origin().accept();
        server.request();
        sendBody(server, length);
        return server;
    }

    private static void sendBody(WireEnd server, int length) throws IOException {
        server.send("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n" + "x".repeat(length));
    }

    /** Sends {@link #LARGE} bytes, as fast as they are taken. */
    private static CompletableFuture<Void> push(WireEnd end, AtomicLong pushed) {
        return CompletableFuture.runAsync(() -> {
            byte[] block = new byte[1 << 16];
            try {
                while (pushed.get() < LARGE) {
                    for (int i = 0; i < block.length; i++) {
                        block[i] = pattern(pushed.get() + i);
                    }
                    end.send(block, 0, block.length);
                    pushed.addAndGet(block.length);
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    /** Looks until nothing moves any more. */
    private static long whereItStops(AtomicLong pushed) {
        AtomicLong before = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(200))
                .until(() -> before.getAndSet(pushed.get()) == pushed.get() && pushed.get() > 0);
        return pushed.get();
    }

    /** Reads that many bytes and says how many were right. */
    private static long readPattern(InputStream in) throws IOException {
        byte[] block = new byte[1 << 16];
        long right = 0;
        while (right < LARGE) {
            int count = in.read(block, 0, (int) Math.min(block.length, LARGE - right));
            for (int i = 0; i < count; i++) {
                if (block[i] != pattern(right + i)) {
                    return right + i;
                }
            }
            if (count < 0) {
                return right;
            }
            right += count;
        }
        return right;
    }

    private static byte pattern(long at) {
        return (byte) (at ^ (at >> 8) ^ (at >> 16));
    }
}
