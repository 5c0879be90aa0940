package io.steelyard.admin.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.admin.metrics.LineCounts;
import io.steelyard.admin.metrics.MeterBook;
import io.steelyard.config.AccessLogConfig;
import io.steelyard.config.AccessLogConfig.Format;
import io.steelyard.config.AccessLogTarget;
import io.steelyard.config.SyslogConfig;
import io.steelyard.config.VirtualServiceConfig;
import io.steelyard.event.Event;
import io.steelyard.event.Severity;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogTest {
    private static final String GET = "GET / HTTP/1.1\nHost: a\n";
    /** A line of two bytes with its end, so that a ring takes a known number of them. */
    private static final String SHORT = "{header.x-n}";

    @TempDir
    Path folder = Path.of("");

    private final TestClock clock = new TestClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final MeterBook meters = new MeterBook();
    private final Sink stdout = new Sink();
    private final LogWriter writer = LogWriter.byHand(2, clock);
    private final AccessLog log = new AccessLog(clock, meters, stdout, writer, LogWriter.byHand(2, clock));
    private final List<Event> told = new CopyOnWriteArrayList<>();

    /** Keeps what is written, and fails as long as it is told to. */
    private static final class Sink extends OutputStream {
        private final StringBuilder text = new StringBuilder();
        private volatile boolean failing;

        @Override
        public void write(int b) {
            text.append((char) b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (failing) {
                throw new IOException("No space left on device");
            }
            text.append(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
        }

        List<String> lines() {
            return text.toString().lines().toList();
        }
    }

    private static AccessLogConfig template(String template, AccessLogTarget target) {
        return new AccessLogConfig(Format.TEMPLATE, template, target);
    }

    private void serve(AccessLogConfig config) {
        List<VirtualServiceConfig> services = List.of(LoggedService.of("shop", config));
        meters.serve(services);
        log.serve(services);
        log.tell(told::add);
    }

    private LineCounts counts() {
        return Objects.requireNonNull(meters.service("shop")).accessLog();
    }

    private void request(Object number) {
        log.exchangeEnded(LoggedExchange.of(GET + "X-N: " + number + "\n"));
    }

    @Test
    void each_request_is_a_line_and_virtual_services_without_a_log_have_none() {
        serve(template(SHORT, new AccessLogTarget.Stdout()));
        request(1);
        request(2);
        log.serve(List.of(LoggedService.of("shop", AccessLogConfig.DEFAULT)));
        request(3);
        writer.pass();

        assertThat(stdout.lines()).containsExactly("1", "2");
        assertThat(counts().written().sum()).isEqualTo(2);
    }

    @Test
    void while_the_writer_stalls_lines_are_dropped_and_counted_and_the_log_says_so_when_it_goes_on() {
        serve(template(SHORT, new AccessLogTarget.Stdout()));
        int sent = LogWriter.RING_BYTES / 16 + 3; // a line of up to 8 bytes takes 16
        for (int i = 0; i < sent; i++) {
            request(i);
        }
        assertThat(stdout.lines()).isEmpty();
        writer.pass();
        request("after");
        writer.pass();

        assertThat(counts().lost().sum()).isEqualTo(3);
        assertThat(counts().written().sum()).isEqualTo(sent - 3 + 1);
        assertThat(stdout.lines())
                .hasSize(sent - 3 + 2)
                .endsWith("# 2026-01-01T00:00:00.000Z shop: lines lost before this one: 3", "after");
        assertThat(told).extracting(Event::kind).containsExactly("access-log-lost");
    }

    @Test
    void what_cannot_be_written_is_lost_counted_and_told_of_until_it_can() {
        serve(new AccessLogConfig(Format.JSON, SHORT, new AccessLogTarget.Stdout()));
        stdout.failing = true;
        request(1);
        writer.pass();
        request(2);
        request(3);
        writer.pass();
        stdout.failing = false;
        request(4); // within the second in which it is not tried again
        writer.pass();
        clock.advance(Duration.ofSeconds(2));
        request(5);
        writer.pass();

        assertThat(counts().lost().sum()).isEqualTo(4);
        assertThat(counts().written().sum()).isEqualTo(1);
        assertThat(stdout.lines()).hasSize(2);
        assertThat(stdout.lines().get(0))
                .isEqualTo("{\"at\":\"2026-01-01T00:00:02.000Z\",\"virtualService\":\"shop\",\"lostLines\":4}");
        assertThat(told).extracting(Event::kind).containsExactly("access-log-lost", "access-log-recovered");
        assertThat(told.get(0).sentence()).contains("No space left on device").contains("1 line was lost");
        assertThat(told.get(1).sentence()).contains("3 lines were lost");
    }

    @Test
    void virtual_services_may_share_a_file_and_a_change_takes_the_next_request() throws IOException {
        AccessLogTarget file =
                new AccessLogTarget.ToFile(folder.resolve("a.log").toString(), 1 << 20, Duration.ZERO, 1);
        List<VirtualServiceConfig> both = List.of(
                LoggedService.of("shop", template("{virtualService} {header.x-n}", file)),
                LoggedService.of("other", template("{client}", file)));
        log.serve(both);
        request(1);
        log.serve(List.of(LoggedService.of("shop", template("now {header.x-n}", file))));
        request(2);
        writer.pass();

        assertThat(Files.readAllLines(folder.resolve("a.log"))).containsExactly("shop 1", "now 2");
    }

    @Test
    void nothing_is_lost_at_an_orderly_end() throws Exception {
        AccessLogTarget file =
                new AccessLogTarget.ToFile(folder.resolve("a.log").toString(), 1 << 30, Duration.ZERO, 1);
        int sent = 10_000;
        try (AccessLog running = AccessLog.start(1, Clock.systemUTC(), meters, stdout)) {
            running.serve(List.of(LoggedService.of("shop", template(SHORT, file))));
            for (int i = 0; i < sent; i++) {
                running.exchangeEnded(LoggedExchange.of(GET + "X-N: " + i + "\n"));
            }
        }

        assertThat(Files.readAllLines(folder.resolve("a.log"))).hasSize(sent).endsWith(Integer.toString(sent - 1));
    }

    @Test
    void a_line_is_written_soon_even_when_no_other_follows() throws Exception {
        AccessLogTarget file =
                new AccessLogTarget.ToFile(folder.resolve("a.log").toString(), 1 << 30, Duration.ZERO, 1);
        try (AccessLog running = AccessLog.start(1, Clock.systemUTC(), meters, stdout)) {
            running.serve(List.of(LoggedService.of("shop", template(SHORT, file))));
            for (int i = 1; i <= 3; i++) {
                int count = i;
                running.exchangeEnded(LoggedExchange.of(GET + "X-N: " + i + "\n"));
                await().untilAsserted(() ->
                        assertThat(Files.readAllLines(folder.resolve("a.log"))).hasSize(count));
            }
        }
    }

    @Test
    void a_sink_that_blocks_keeps_no_event_loop_waiting() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch open = new CountDownLatch(1);
        OutputStream blocked = new OutputStream() {
            @Override
            public void write(int b) {}

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                entered.countDown();
                try {
                    open.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        };
        try (AccessLog running = AccessLog.start(1, Clock.systemUTC(), meters, blocked)) {
            List<VirtualServiceConfig> services =
                    List.of(LoggedService.of("shop", template(SHORT, new AccessLogTarget.Stdout())));
            meters.serve(services);
            running.serve(services);
            running.exchangeEnded(LoggedExchange.of(GET + "X-N: 0\n"));
            entered.await();
            for (int i = 0; i < LogWriter.RING_BYTES / 16 + 10; i++) {
                running.exchangeEnded(LoggedExchange.of(GET + "X-N: " + i + "\n"));
            }
            open.countDown();

            await().untilAsserted(() -> assertThat(counts().lost().sum()).isPositive());
        }
    }

    @Test
    void lines_go_to_a_syslog_server_as_messages() throws Exception {
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                AccessLog running = AccessLog.start(1, clock, meters, stdout)) {
            server.setSoTimeout(10_000);
            SyslogConfig config = new SyslogConfig(
                    "127.0.0.1", server.getLocalPort(), SyslogConfig.Transport.UDP, 16, "", Severity.INFO);
            running.serve(List.of(
                    LoggedService.of("shop", template("{client} {status}", new AccessLogTarget.Syslog(config)))));
            running.exchangeEnded(LoggedExchange.of(GET));
            DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
            server.receive(packet);

            assertThat(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8))
                    .matches("<134>1 2026-01-01T00:00:00Z \\S+ steelyard \\d+ access - 203\\.0\\.113\\.7 200");
        }
    }
}
