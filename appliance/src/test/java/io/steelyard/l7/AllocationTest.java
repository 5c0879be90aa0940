package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.util.ResourceLeakDetector;
import io.steelyard.admin.accesslog.AccessLog;
import io.steelyard.admin.accesslog.LoggedService;
import io.steelyard.admin.metrics.MeterBook;
import io.steelyard.config.AccessLogConfig;
import io.steelyard.config.AccessLogConfig.Format;
import io.steelyard.config.AccessLogTarget;
import io.steelyard.config.HttpLimits;
import io.steelyard.config.TimeoutConfig;
import io.steelyard.event.TrafficListener;
import io.steelyard.net.Transport;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a kept-alive exchange allocates on its event loop, once everything that is used again has been made. */
class AllocationTest {
    private static final byte[] REQUEST = "GET /page?x=1 HTTP/1.1\r\nHost: www.surveyor.lab\r\nAccept: */*\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RESPONSE =
            ("HTTP/1.1 200 OK\r\nServer: Microsoft-IIS/10.0\r\nDate: Sun, 22 Nov 2026 12:00:00 GMT\r\nContent-Type: text/plain\r\n"
                            + "Content-Length: 64\r\n\r\n" + "x".repeat(64))
                    .getBytes(StandardCharsets.US_ASCII);

    /**
     * Nothing is allocated per exchange by the engine and the transport; what remains is Netty's, per turn of the event
     * loop (an exchange alone takes two turns). The bound is several times what was measured, and far below a single
     * object per field: that would show.
     */
    private static final long MOST_BYTES = 256;

    @Test
    void a_kept_alive_exchange_allocates_next_to_nothing() throws Exception {
        assertThat(bytesPerExchange(TrafficListener.NONE)).isLessThan(MOST_BYTES);
    }

    @Test
    void its_line_in_the_access_log_allocates_nothing_more_on_the_event_loop(@TempDir Path folder) throws Exception {
        AccessLogTarget file =
                new AccessLogTarget.ToFile(folder.resolve("a.log").toString(), 1 << 30, Duration.ZERO, 1);
        try (AccessLog log = AccessLog.start(1, Clock.systemUTC(), new MeterBook(), OutputStream.nullOutputStream())) {
            log.serve(List.of(LoggedService.of("test", new AccessLogConfig(Format.JSON, "{client}", file))));

            assertThat(bytesPerExchange(log)).isLessThan(MOST_BYTES);
        }
        assertThat(folder.resolve("a.log")).isNotEmptyFile();
    }

    private static long bytesPerExchange(TrafficListener traffic) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();
        // Watching every buffer for leaks allocates, which no appliance does.
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        try (ServerSocket origin = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                TestProxy proxy = TestProxy.start(
                        Transport.best(),
                        TimeoutConfig.DEFAULT,
                        HttpLimits.DEFAULT,
                        traffic,
                        List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), origin.getLocalPort())));
                Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            client.setTcpNoDelay(true);
            answerOn(origin);
            DataInputStream in = new DataInputStream(client.getInputStream());
            byte[] answer = new byte[RESPONSE.length];
            exchange(client, in, answer, 20_000);
            long loop = threadOf("data-plane");

            long before = threads.getThreadAllocatedBytes(loop);
            exchange(client, in, answer, 20_000);
            long perExchange = (threads.getThreadAllocatedBytes(loop) - before) / 20_000;

            client.shutdownOutput();
            return perExchange;
        } finally {
            ResourceLeakDetector.setLevel(level);
        }
    }

    private static void exchange(Socket client, DataInputStream in, byte[] answer, int times) throws IOException {
        OutputStream out = client.getOutputStream();
        for (int i = 0; i < times; i++) {
            out.write(REQUEST);
            in.readFully(answer);
        }
    }

    /** Answers every request on the one connection that comes; ends with it. */
    private static void answerOn(ServerSocket origin) {
        Thread thread = new Thread(
                () -> {
                    try (Socket end = origin.accept()) {
                        end.setTcpNoDelay(true);
                        byte[] request = new byte[4096];
                        // One request at a time is under way, and each is one piece.
                        while (end.getInputStream().read(request) > 0) {
                            end.getOutputStream().write(RESPONSE);
                        }
                    } catch (IOException e) {
                        // The test is over.
                    }
                },
                "origin");
        thread.setDaemon(true);
        thread.start();
    }

    private static long threadOf(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread ->
                        Objects.requireNonNullElse(thread.getName(), "").startsWith(name))
                .findFirst()
                .orElseThrow()
                .getId();
    }
}
