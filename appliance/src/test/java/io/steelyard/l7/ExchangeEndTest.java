package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.HttpConfig;
import io.steelyard.event.ExchangeEnd;
import io.steelyard.event.Moment;
import io.steelyard.event.TrafficListener;
import io.steelyard.net.Transport;
import io.steelyard.wire.ScriptedOrigin;
import io.steelyard.wire.WireEnd;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What listeners are told of an exchange that ended. */
class ExchangeEndTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final Told told = new Told();

    /** What was told, copied, as it is valid only during the call. */
    private record Copy(
            String line,
            String method,
            String target,
            String version,
            String referer,
            List<Long> moments,
            long duration,
            boolean reused,
            int attempts,
            List<String> failed,
            int clientPort,
            int addressBytes,
            long bodyBytes,
            String persistence,
            @Nullable String side,
            @Nullable String detail) {}

    private static final class Told implements TrafficListener {
        private final BlockingQueue<Copy> ends = new LinkedBlockingQueue<>();

        @Override
        public void exchangeEnded(ExchangeEnd end) {
            List<String> failed = new ArrayList<>();
            for (int i = 0; i < end.failedAttempts(); i++) {
                failed.add(end.failedServer(i) + " " + end.attemptFailure(i));
            }
            ends.add(new Copy(
                    text(end, end.requestLine()),
                    text(end, end.method()),
                    text(end, end.target()),
                    text(end, end.version()),
                    text(end, end.field("referer".getBytes(StandardCharsets.US_ASCII))),
                    Arrays.stream(Moment.values()).map(end::nanosTo).toList(),
                    end.durationNanos(),
                    end.connectionReused(),
                    end.attempts(),
                    failed,
                    end.clientPort(),
                    end.clientAddress().length,
                    end.responseBodyBytes(),
                    end.persistence(),
                    end.failureSide(),
                    end.failureDetail()));
        }

        private static String text(ExchangeEnd end, long span) {
            if (span == ExchangeEnd.NOWHERE) {
                return "-";
            }
            int start = (int) (span >>> Integer.SIZE);
            return new String(end.headBytes(), start, (int) span - start, StandardCharsets.ISO_8859_1);
        }

        Copy next() throws InterruptedException {
            return Objects.requireNonNull(ends.poll(10, TimeUnit.SECONDS), "nothing was told");
        }
    }

    static List<Transport> transports() {
        return List.of(Transport.values());
    }

    private TestProxy proxy(Transport transport, int... ports) throws Exception {
        return TestProxy.start(
                transport,
                HttpConfig.DEFAULT,
                told,
                Arrays.stream(ports)
                        .mapToObj(port -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("transports")
    void a_request_is_told_as_the_client_wrote_it_with_the_moments_in_their_order(Transport transport)
            throws Exception {
        try (ScriptedOrigin origin = ScriptedOrigin.start();
                TestProxy proxy = proxy(transport, origin.port());
                WireEnd client = WireEnd.to(proxy.port())) {
            client.send("GET /a?b=\"c\" HTTP/1.1\r\nHost: a.example\r\nReFerer: http://x/\r\n\r\n");
            WireEnd server = origin.accept();
            server.request();
            server.send(OK);
            client.response();
            Copy first = told.next();
            client.send("GET /2 HTTP/1.1\r\nHost: a.example\r\n\r\n");
            server.request();
            server.send(OK);
            client.response();
            Copy second = told.next();

            assertThat(first.line).isEqualTo("GET /a?b=\"c\" HTTP/1.1");
            assertThat(List.of(first.method, first.target, first.version, first.referer))
                    .containsExactly("GET", "/a?b=\"c\"", "HTTP/1.1", "http://x/");
            assertThat(first.moments).isSorted().doesNotContain(-1L);
            assertThat(first.moments.get(3)).isLessThanOrEqualTo(first.duration);
            assertThat(List.of(first.reused, second.reused)).containsExactly(false, true);
            assertThat(first.attempts).isEqualTo(1);
            assertThat(first.failed).isEmpty();
            assertThat(first.addressBytes).isEqualTo(4);
            assertThat(first.clientPort).isPositive();
            assertThat(first.bodyBytes).isEqualTo(2);
            assertThat(first.persistence).isEqualTo("none");
            assertThat(first.side).isNull();
            assertThat(second.referer).isEqualTo("-");
        }
    }

    @Test
    void each_attempt_that_failed_is_told_with_its_real_server_and_its_reason() throws Exception {
        int nobody = ScriptedOrigin.unusedPort();
        try (ScriptedOrigin origin = ScriptedOrigin.start();
                TestProxy proxy = proxy(Transport.best(), nobody, origin.port());
                WireEnd client = WireEnd.to(proxy.port())) {
            client.send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
            WireEnd server = origin.accept();
            server.request();
            server.send(OK);
            client.response();
            Copy end = told.next();

            assertThat(end.attempts).isEqualTo(2);
            assertThat(end.failed).containsExactly("127.0.0.1:" + nobody + " connect-refused");
            assertThat(end.side).isNull();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            GET / HTTP/1.1%0D%0A%0D%0A          | GET / HTTP/1.1 | HTTP/1.1 needs a Host field
            GET%09/ HTTP/1.1%0D%0A%0D%0A        | GET%09/ HTTP/1.1 | the request line is not METHOD SP target SP HTTP/1.x
            %0D%0AGET / HTTP/1.1%0D%0Ax%0D%0A   | GET / HTTP/1.1 | a field's name is not a token directly followed by a colon
            GET / HTTP/3.0%0D%0A                | GET / HTTP/3.0 | only HTTP/1.0 and HTTP/1.1 are spoken here
            """)
    void a_request_that_was_refused_is_told_with_its_line_and_what_was_wrong(String sent, String line, String detail)
            throws Exception {
        try (TestProxy proxy = proxy(Transport.best());
                WireEnd client = WireEnd.to(proxy.port())) {
            client.send(plain(sent));
            client.response();
            Copy end = told.next();

            assertThat(end.line).isEqualTo(plain(line));
            assertThat(end.side).isEqualTo("client");
            assertThat(end.detail).isEqualTo(detail);
            assertThat(end.moments.subList(1, 4)).containsOnly(-1L);
        }
    }

    private static String plain(String escaped) {
        return escaped.replace("%0D", "\r").replace("%0A", "\n").replace("%09", "\t");
    }

    @Test
    void the_body_of_an_answer_of_our_own_is_counted_without_its_head() throws Exception {
        try (TestProxy proxy = proxy(Transport.best());
                WireEnd client = WireEnd.to(proxy.port())) {
            String body =
                    client.ask("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n").body();
            Copy end = told.next();

            assertThat(end.bodyBytes).isEqualTo(body.length());
            assertThat(end.side).isEqualTo("appliance");
        }
    }
}
