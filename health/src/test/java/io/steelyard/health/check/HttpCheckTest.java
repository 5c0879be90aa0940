package io.steelyard.health.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.health.HealthCheck;
import io.steelyard.health.Target;
import io.steelyard.health.Verdict;
import io.steelyard.health.net.ProbeLoop;
import io.steelyard.health.net.ScriptedServer;
import io.steelyard.health.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpCheckTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    private final ProbeLoop loop = new ProbeLoop();

    @AfterEach
    void end() {
        loop.close();
    }

    private static HealthCheck http(Map<String, ?> written) {
        Settings settings = Settings.of(written, "");
        HealthCheck check = new HttpCheckKind().create(settings);
        settings.end();
        assertThat(settings.problems()).isEmpty();
        return check;
    }

    private Verdict ask(Map<String, ?> settings, String... answer) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(answer)) {
            return loop.probe(http(settings), server.address(), (String) null);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200,true",
        "204,true",
        "299,true",
        "301,true",
        "302,true",
        "401,true",
        "300,false",
        "303,false",
        "304,false",
        "400,false",
        "402,false",
        "404,false",
        "500,false",
        "503,false"
    })
    void codes_200_to_299_and_301_302_and_401_count_as_up_and_no_others(int code, boolean up) throws Exception {
        Verdict verdict = ask(Map.of(), "HTTP/1.1 " + code + " Word\r\n\r\n");

        assertThat(verdict.up()).isEqualTo(up);
        assertThat(verdict.reason()).startsWith("HTTP " + code);
    }

    @Test
    void codes_that_are_given_replace_the_usual_ones() throws Exception {
        Map<String, ?> settings = Map.of("up", List.of("400-404", 503));

        assertThat(ask(settings, "HTTP/1.1 404 Not Found\r\n\r\n").up()).isTrue();
        assertThat(ask(settings, "HTTP/1.1 503 Busy\r\n\r\n").up()).isTrue();
        assertThat(ask(settings, OK))
                .extracting(Verdict::up, Verdict::reason)
                .containsExactly(false, "HTTP 200 OK, which does not count as up (up is 400-404, 503)");
    }

    @ParameterizedTest
    @CsvSource({"HTTP/1.0", "HTTP/1.1"})
    void the_host_name_is_sent_in_both_versions(String version) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(OK)) {
            loop.probe(http(Map.of("version", version)), server.address(), "www.surveyor.lab");

            assertThat(server.takeRequest())
                    .isEqualTo("HEAD / " + version + "\r\nHost: www.surveyor.lab\r\nUser-Agent: Steelyard-health\r\n"
                            + "Connection: close\r\n\r\n");
        }
    }

    @Test
    void http_1_1_without_a_host_name_carries_the_real_servers_address() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(OK)) {
            loop.probe(http(Map.of()), server.address(), (String) null);

            assertThat(server.takeRequest())
                    .contains("\r\nHost: 127.0.0.1:" + server.address().getPort() + "\r\n");
        }
    }

    @Test
    void http_1_0_without_a_host_name_carries_none() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(OK)) {
            loop.probe(http(Map.of("version", "HTTP/1.0")), server.address(), (String) null);

            assertThat(server.takeRequest()).startsWith("HEAD / HTTP/1.0\r\n").doesNotContain("Host");
        }
    }

    @Test
    void the_request_is_as_configured() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(OK)) {
            HealthCheck check = http(Map.of(
                    "method", "post",
                    "path", "/health?deep=1",
                    "requestBody", "ping",
                    "headers", List.of("X-Probe: yes", Map.of("Content-Type", "text/plain"), "User-Agent: other")));

            Verdict verdict = loop.probe(check, server.address(), "a.lab");

            assertThat(verdict.transcript().sent())
                    .isEqualTo(String.join(
                            "\r\n",
                            "POST /health?deep=1 HTTP/1.1",
                            "Host: a.lab",
                            "X-Probe: yes",
                            "Content-Type: text/plain",
                            "User-Agent: other",
                            "Content-Length: 4",
                            "Connection: close",
                            "",
                            "ping"));
        }
    }

    @Test
    void the_transcript_holds_both_directions_and_their_times_in_order() throws Exception {
        Verdict verdict = ask(Map.of(), "HTTP/1.1 200 OK\r\nX: y\r\n\r\n");

        assertThat(verdict.transcript().received()).isEqualTo("HTTP/1.1 200 OK\r\nX: y\r\n\r\n");
        assertThat(verdict.transcript().connectedNanos()).isNotNegative();
        assertThat(verdict.transcript().firstByteNanos())
                .isGreaterThanOrEqualTo(verdict.transcript().connectedNanos());
        assertThat(verdict.transcript().endedNanos())
                .isGreaterThanOrEqualTo(verdict.transcript().firstByteNanos());
        assertThat(verdict.transcript().tlsNanos()).isEqualTo(-1);
    }

    @Test
    void another_port_is_asked_where_one_is_given() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(OK)) {
            InetSocketAddress elsewhere = new InetSocketAddress(server.address().getAddress(), 1);

            Verdict verdict = loop.probe(http(Map.of("port", server.address().getPort())), elsewhere, "a.lab");

            assertThat(verdict.up()).isTrue();
        }
    }

    @Test
    void a_location_that_does_not_match_is_down() throws Exception {
        Map<String, ?> settings = Map.of("location", "^http://www\\.business\\.lab/");
        String moved = "HTTP/1.1 302 Found\r\nLocation: %s\r\n\r\n";

        assertThat(ask(settings, moved.formatted("http://www.business.lab/x")))
                .extracting(Verdict::up, Verdict::reason)
                .containsExactly(true, "HTTP 302 to http://www.business.lab/x");
        assertThat(ask(settings, moved.formatted("/www.business.lab/x")))
                .extracting(Verdict::up, Verdict::reason)
                .containsExactly(false, "Location '/www.business.lab/x' does not match ^http://www\\.business\\.lab/");
        assertThat(ask(settings, OK).up()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'Content-Length: 12',   'all is well.'",
        "'Transfer-Encoding: chunked', '4;x=y\r\nall \r\n8\r\nis well.\r\n0\r\n\r\n'",
        "'X: until close',       'all is well.'"
    })
    void a_body_is_matched_however_it_is_framed(String framing, String body) throws Exception {
        String answer = "HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n" + body;

        assertThat(ask(Map.of("method", "GET", "body", "all is well"), answer).up())
                .isTrue();
        assertThat(ask(Map.of("method", "GET", "body", "all is bad"), answer))
                .extracting(Verdict::up, Verdict::reason)
                .containsExactly(false, "HTTP 200 OK, but its body does not match all is bad");
    }

    @Test
    void only_the_first_64_KiB_of_a_body_are_matched() throws Exception {
        Map<String, ?> settings = Map.of("method", "GET", "body", "needle");
        String head = "HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n";

        assertThat(ask(settings, head, "needle", "x".repeat(100_000)).up()).isTrue();
        assertThat(ask(settings, head, "x".repeat(65_536), "needle", "x".repeat(9_000_000))
                        .up())
                .isFalse();
    }

    @Test
    void a_pattern_that_takes_too_long_ends_the_probe_and_says_so() throws Exception {
        Verdict verdict = ask(
                Map.of("method", "GET", "body", "(x+x+)+y"),
                "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + "x".repeat(5000));

        assertThat(verdict.up()).isFalse();
        assertThat(verdict.reason()).contains("simplify the regular expression");
    }

    @Test
    void interim_answers_are_not_the_answer() throws Exception {
        Verdict verdict = ask(Map.of(), "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", "HTTP/1.1 204 None\r\n\r\n");

        assertThat(verdict.reason()).isEqualTo("HTTP 204 None");
    }

    @Test
    void a_refused_connection_is_down() throws Exception {
        InetSocketAddress free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
        }

        Verdict verdict = loop.probe(http(Map.of()), free, (String) null);

        assertThat(verdict.reason()).isEqualTo("connection refused");
        assertThat(verdict.up()).isFalse();
        assertThat(verdict.transcript().connectedNanos()).isEqualTo(-1);
    }

    @Test
    void silence_is_down_when_the_time_is_over() throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.Connection::readToTheEnd)) {
            Verdict verdict = loop.probe(http(Map.of()), server.address(), SHORT);

            assertThat(verdict.reason()).isEqualTo("no answer within 300ms");
            assertThat(verdict.up()).isFalse();
            assertThat(verdict.transcript().sent()).startsWith("HEAD / HTTP/1.1\r\n");
        }
    }

    @Test
    void a_connection_that_never_opens_is_down_when_the_time_is_over() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1);
                SocketChannel first = SocketChannel.open();
                SocketChannel second = SocketChannel.open();
                SocketChannel third = SocketChannel.open()) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), full.getLocalPort());
            for (SocketChannel waiting :
                    List.of(first, second, third)) { // the backlog takes two, and nobody accepts them
                waiting.configureBlocking(false);
                waiting.connect(address);
            }

            Verdict verdict = loop.probe(http(Map.of()), new Target(address, null, SHORT, SHORT));

            assertThat(verdict.reason()).isEqualTo("no connection within 300ms");
        }
    }

    @Test
    void a_reset_is_down() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.readHead();
            connection.reset();
        })) {
            Verdict verdict = loop.probe(http(Map.of()), server.address(), (String) null);

            assertThat(verdict.reason()).isEqualTo("connection reset");
        }
    }

    @Test
    void half_an_answer_is_down() throws Exception {
        Verdict verdict = ask(Map.of(), "HTTP/1.1 200 OK\r\nSer");

        assertThat(verdict.reason()).isEqualTo("closed before the answer was complete");
        assertThat(verdict.transcript().received()).isEqualTo("HTTP/1.1 200 OK\r\nSer");
    }

    @Test
    void no_answer_at_all_is_down() throws Exception {
        assertThat(ask(Map.of(), "").reason()).isEqualTo("closed without an answer");
    }

    @Test
    void an_answer_that_trickles_is_cut_by_the_deadline() throws Exception {
        ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor();
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.send("HTTP/1.1 200 OK\r\n");
            Future<?> dripping = drip.scheduleAtFixedRate(() -> send(connection, "x"), 0, 20, TimeUnit.MILLISECONDS);
            connection.readToTheEnd();
            dripping.cancel(false);
        })) {
            Verdict verdict = loop.probe(http(Map.of()), server.address(), SHORT);

            assertThat(verdict.reason()).isEqualTo("the answer was not complete within 300ms");
        } finally {
            drip.shutdownNow();
        }
    }

    @Test
    void ten_megabytes_of_garbage_are_neither_kept_nor_waited_for() throws Exception {
        Verdict verdict = ask(Map.of(), "garbage ".repeat(1_250_000));

        assertThat(verdict.reason()).startsWith("the answer is not HTTP/1, it begins with 'garbage garbage");
        assertThat(verdict.transcript().received().length()).isLessThanOrEqualTo(4096);
    }

    @Test
    void a_head_without_an_end_is_read_up_to_64_KiB() throws Exception {
        Verdict verdict = ask(Map.of(), "HTTP/1.1 200 OK\r\n", "X: yyyyy\r\n".repeat(1_000_000));

        assertThat(verdict.reason()).isEqualTo("the answer did not end within 64 KiB");
    }

    @Test
    void what_is_no_head_is_down_with_what_is_wrong() throws Exception {
        assertThat(ask(Map.of(), "SSH-2.0-OpenSSH_9.2\r\n").reason())
                .isEqualTo("the answer is not HTTP/1, it begins with 'SSH-2.0-OpenSSH_9.2'");
        assertThat(ask(Map.of(), "HTTP/1.1 2OO OK\r\n\r\n").reason())
                .isEqualTo("the answer's first line is malformed: 'HTTP/1.1 2OO OK'");
        assertThat(ask(Map.of(), "HTTP/1.1 200 OK\nServer: x\n\n").reason())
                .isEqualTo("the answer's head has a line that does not end with CR LF");
        assertThat(ask(Map.of(), "HTTP/1.1 200 OK\r\nno colon\r\n\r\n").reason())
                .isEqualTo("the answer has a malformed header field: 'no colon'");
    }

    private static ScriptedServer redirecting(String... answers) throws IOException {
        Iterator<String> next = List.of(answers).iterator();
        return new ScriptedServer(connection -> {
            connection.readHead();
            connection.send(next.next());
        });
    }

    private static String to(String location) {
        return "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\n\r\n";
    }

    @Test
    void redirects_are_followed_as_often_as_it_is_allowed() throws Exception {
        HealthCheck twice = http(Map.of("followRedirects", 2));
        try (ScriptedServer server = redirecting(to("/a"), to("b"), OK, to("/a"), to("b"), to("c"))) {
            Verdict verdict = loop.probe(twice, server.address(), "a.lab");

            assertThat(verdict.reason()).isEqualTo("HTTP 200 OK, after 2 redirects to /b");
            assertThat(verdict.transcript().sent()).contains("HEAD / HTTP", "HEAD /a HTTP", "HEAD /b HTTP");
            assertThat(verdict.transcript().received()).endsWith(OK);
            assertThat(loop.probe(twice, server.address(), "a.lab"))
                    .extracting(Verdict::up, Verdict::reason)
                    .containsExactly(false, "HTTP 302 to /c: more than 2 redirects, after 2 redirects to /b");
        }
    }

    @Test
    void what_a_followed_redirect_leads_to_counts() throws Exception {
        HealthCheck once = http(Map.of("followRedirects", 1));
        try (ScriptedServer server = redirecting(to("/a"), "HTTP/1.1 500 Oops\r\n\r\n", to("/a"), "")) {
            assertThat(loop.probe(once, server.address(), "a.lab").reason())
                    .isEqualTo("HTTP 500 Oops, after a redirect to /a");
            assertThat(loop.probe(once, server.address(), "a.lab").reason())
                    .isEqualTo("closed without an answer, after a redirect to /a");
        }
    }

    @Test
    void all_redirects_of_a_probe_together_take_no_longer_than_one_answer_may() throws Exception {
        HealthCheck following = http(Map.of("followRedirects", 10));
        try (ScriptedServer server = new ScriptedServer(connection -> {
            if (connection.readHead().startsWith("HEAD / ")) {
                connection.send(to("/a"));
            }
            connection.readToTheEnd();
        })) {
            Verdict verdict = loop.probe(following, new Target(server.address(), "a.lab", SHORT, SHORT));

            assertThat(verdict.reason()).startsWith("no answer within ").endsWith(", after a redirect to /a");
            assertThat(verdict.up()).isFalse();
        }
    }

    @Test
    void a_post_that_is_redirected_goes_on_as_a_get_unless_it_is_to_be_repeated() throws Exception {
        HealthCheck post = http(Map.of("method", "POST", "requestBody", "ping", "followRedirects", 1));
        String again = "HTTP/1.1 307 Again\r\nLocation: /a\r\n\r\n";
        try (ScriptedServer server = redirecting(to("/a"), OK, again, OK)) {
            assertThat(loop.probe(post, server.address(), "a.lab").transcript().sent())
                    .contains("ping")
                    .contains("GET /a HTTP/1.1")
                    .endsWith("\r\n\r\n");
            assertThat(loop.probe(post, server.address(), "a.lab").transcript().sent())
                    .contains("POST /a HTTP/1.1")
                    .endsWith("ping");
        }
    }

    @Test
    void a_redirect_that_loops_is_told_of_even_where_it_is_not_followed() throws Exception {
        assertThat(ask(Map.of(), to("/")))
                .extracting(Verdict::up, Verdict::reason)
                .containsExactly(true, "HTTP 302 to /, which is what was asked for: the redirect loops");
    }

    private static void send(ScriptedServer.Connection connection, String text) {
        try {
            connection.send(text);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e); // ends the drip
        }
    }
}
