package io.steelyard.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoServerTest {
    private static final String NTRIP = "ntrip.surveyor.lab";
    private static final String WWW = "www.surveyor.lab";

    private final DemoFarm farm = DemoFarm.start(List.of(DemoPorts.FREE));
    private final DemoServer server = farm.server(0);

    @AfterEach
    void close() {
        farm.close();
    }

    private String get(String host) throws IOException {
        return RawClient.ask(server.port(), "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    private String order(String path) throws IOException {
        return RawClient.ask(server.controlPort(), "POST " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    @Test
    void the_real_site_answers_with_a_page_that_names_the_server() throws IOException {
        assertThat(get(NTRIP))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("Server: Microsoft-IIS/10.0\r\n")
                .contains("Connection: close\r\n")
                .contains("Served by real server iis1.");
        assertThat(server.hits(NTRIP)).isEqualTo(1);
    }

    @Test
    void the_other_site_points_elsewhere() throws IOException {
        assertThat(get(WWW))
                .startsWith("HTTP/1.1 302 Redirect\r\n")
                .contains("Server: Microsoft-IIS/10.0\r\n")
                .contains("Location: http://www.business.lab/surveyors/services\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: other.lab\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: 127.0.0.1:80\r\n\r\n",
                "GET / HTTP/1.1\r\nHost:\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.0\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: www.surveyor.lab\r\nHost: www.surveyor.lab\r\n\r\n"
            })
    void any_other_or_no_host_name_gets_the_drivers_own_400(String request) throws IOException {
        String answer = RawClient.ask(server.port(), request);

        assertThat(answer)
                .startsWith("HTTP/1.1 400 Bad Request\r\n")
                .contains("Content-Type: text/html; charset=us-ascii\r\n")
                .contains("Server: Microsoft-HTTPAPI/2.0\r\n")
                .contains("Connection: close\r\n")
                .contains("Content-Length: 334\r\n")
                .contains("<BODY><h2>Bad Request - Invalid Hostname</h2>\r\n")
                .contains("<hr><p>HTTP Error 400. The request hostname is invalid.</p>\r\n");
        assertThat(body(answer)).hasSize(334);
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NTRIP.Surveyor.lab", "ntrip.surveyor.lab:8081", "ntrip.surveyor.lab."})
    void a_host_name_is_the_same_in_any_case_with_a_port_or_a_trailing_dot(String host) throws IOException {
        assertThat(get(host)).startsWith("HTTP/1.1 200 OK\r\n");
    }

    @Test
    void a_stopped_site_gets_the_drivers_404_until_it_is_started() throws IOException {
        server.stopSite(WWW);
        assertThat(get(WWW))
                .startsWith("HTTP/1.1 404 Not Found\r\n")
                .contains("Server: Microsoft-HTTPAPI/2.0\r\n")
                .contains("Content-Length: 315\r\n");
        assertThat(get(NTRIP)).startsWith("HTTP/1.1 200 OK\r\n");
        server.startSite(WWW);

        assertThat(get(WWW)).startsWith("HTTP/1.1 302 ");
    }

    @Test
    void a_stopped_application_pool_gets_the_drivers_503_until_it_is_started() throws IOException {
        server.stopPool(NTRIP);
        assertThat(get(NTRIP))
                .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
                .contains("Server: Microsoft-HTTPAPI/2.0\r\n")
                .contains("Content-Length: 326\r\n");
        assertThat(get(WWW)).startsWith("HTTP/1.1 302 ");
        server.startPool(NTRIP);

        assertThat(get(NTRIP)).startsWith("HTTP/1.1 200 OK\r\n");
        assertThat(server.hits(NTRIP)).isEqualTo(1);
    }

    @Test
    void head_gets_the_same_head_without_a_body() throws IOException {
        String answer =
                RawClient.ask(server.port(), "HEAD / HTTP/1.1\r\nHost: www.surveyor.lab\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 302 ").endsWith("\r\n\r\n");
        assertThat(answer).containsPattern("Content-Length: [1-9]");
    }

    @Test
    void a_connection_is_kept_and_pipelined_requests_are_answered_in_order() throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.send("POST /a HTTP/1.1\r\nHost: www.surveyor.lab\r\nContent-Length: 5\r\n\r\nhello"
                    + "POST /b HTTP/1.1\r\nHost: ntrip.surveyor.lab\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "3\r\nabc\r\n0\r\n\r\n");
            assertThat(client.until("</body>")).startsWith("HTTP/1.1 302 ");
            assertThat(client.until("</html>\n")).startsWith("HTTP/1.1 200 OK\r\n");
            client.send("GET /c HTTP/1.1\r\nHost: other.lab\r\n\r\n");
            assertThat(client.rest()).startsWith("HTTP/1.1 400 ");
        }
        assertThat(server.accepted()).isEqualTo(1);
        assertThat(server.requests()).isEqualTo(3);
    }

    @Test
    void http_1_0_closes_unless_keeping_was_asked_for() throws IOException {
        String closing = RawClient.ask(server.port(), "GET / HTTP/1.0\r\nHost: ntrip.surveyor.lab\r\n\r\n");
        assertThat(closing).startsWith("HTTP/1.1 200 OK\r\n").contains("Connection: close\r\n");
        try (RawClient client = new RawClient(server.port())) {
            String kept = "GET / HTTP/1.0\r\nHost: ntrip.surveyor.lab\r\nConnection: keep-alive\r\n\r\n";
            client.send(kept);
            assertThat(client.until("</html>\n")).contains("Connection: keep-alive\r\n");
            client.send(kept);
            assertThat(client.until("</html>\n")).startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    @Test
    void a_body_that_waits_for_permission_gets_it() throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.send("PUT / HTTP/1.1\r\nHost: " + NTRIP + "\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.until("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            client.send("abc");
            assertThat(client.until("</html>\n")).startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    @Test
    void garbage_gets_400_and_the_connection_ends() throws IOException {
        assertThat(RawClient.ask(server.port(), "\u0016\u0003\u0001 what\r\n\r\n"))
                .startsWith("HTTP/1.1 400 Bad Request\r\n");
    }

    @Test
    void the_last_head_is_kept_as_it_was_written() throws IOException {
        RawClient.ask(server.port(), "GET /x?y=1 HTTP/1.0\r\nhOsT: ntrip.surveyor.lab\r\nX-Odd: A  b\r\n\r\n");

        assertThat(server.lastHead())
                .isEqualTo("GET /x?y=1 HTTP/1.0\r\nhOsT: ntrip.surveyor.lab\r\nX-Odd: A  b\r\n\r\n");
    }

    @Test
    void an_answer_is_held_back_until_its_delay_is_over_and_no_longer() throws IOException {
        server.delay(Duration.ofMillis(50));
        assertThat(get(NTRIP)).startsWith("HTTP/1.1 200 OK\r\n");
        server.delay(DemoServer.MAX_DELAY);
        try (RawClient client = new RawClient(server.port())) {
            client.send("GET / HTTP/1.1\r\nHost: ntrip.surveyor.lab\r\n\r\n");
            Awaitility.await().until(() -> server.hits(NTRIP) == 2);
        }
        assertThatThrownBy(() -> server.delay(Duration.ofMinutes(2))).hasMessage("a delay must be from 0 to 60000 ms");
    }

    @Test
    void a_stopped_server_refuses_connections_and_ends_open_ones_until_it_is_started() throws IOException {
        try (RawClient open = new RawClient(server.port())) {
            Awaitility.await().until(() -> server.accepted() == 1);
            server.stop().join();
            assertThatThrownBy(open::rest).isInstanceOf(SocketException.class);
        }
        assertThatThrownBy(() -> get(NTRIP)).isInstanceOf(ConnectException.class);
        int port = server.port();
        server.start().join();

        assertThat(server.port()).isEqualTo(port);
        assertThat(get(NTRIP)).startsWith("HTTP/1.1 200 OK\r\n");
    }

    @Test
    void a_resetting_server_resets_every_connection() {
        server.level(TcpLevel.RESET).join();

        assertThatThrownBy(() -> get(NTRIP)).isInstanceOf(SocketException.class);
    }

    @Test
    void a_silent_server_accepts_and_hits_nothing() throws IOException {
        server.level(TcpLevel.SILENT).join();
        try (RawClient client = new RawClient(server.port())) {
            client.send("GET / HTTP/1.1\r\nHost: ntrip.surveyor.lab\r\n\r\n");
            Awaitility.await().until(() -> server.accepted() == 1);
            server.start().join();
            assertThatThrownBy(client::rest).isInstanceOf(SocketException.class);
        }
        assertThat(server.requests()).isZero();
    }

    @Test
    void changes_of_the_level_happen_in_their_order() throws IOException {
        List<CompletableFuture<Void>> changes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            changes.add(server.stop());
            changes.add(server.level(TcpLevel.RESET));
            changes.add(server.start());
        }
        changes.forEach(CompletableFuture::join);

        assertThat(get(NTRIP)).startsWith("HTTP/1.1 200 OK\r\n");
    }

    @Test
    void the_control_port_stops_and_starts_everything_and_says_so_in_one_line() throws IOException {
        assertThat(body(order("/sites/www.surveyor.lab/stop")))
                .isEqualTo("iis1: site www.surveyor.lab is stopped, its requests get 404 from HTTP.sys\n");
        assertThat(get(WWW)).startsWith("HTTP/1.1 404 ");
        assertThat(body(order("/sites/www.surveyor.lab/start"))).isEqualTo("iis1: site www.surveyor.lab is running\n");
        assertThat(body(order("/pools/www.surveyor.lab/stop"))).startsWith("iis1: application pool of www");
        assertThat(get(WWW)).startsWith("HTTP/1.1 503 ");
        assertThat(body(order("/pools/www.surveyor.lab/start"))).endsWith(" is running\n");
        assertThat(get(WWW)).startsWith("HTTP/1.1 302 ");
        assertThat(body(order("/server/stop"))).isEqualTo("iis1: it is not listening\n");
        assertThatThrownBy(() -> get(WWW)).isInstanceOf(ConnectException.class);
        assertThat(body(order("/server/start"))).isEqualTo("iis1: it is answering\n");
        assertThat(get(WWW)).startsWith("HTTP/1.1 302 ");
        assertThat(body(order("/delay/10"))).isEqualTo("iis1: answers are held back by 10 ms\n");
        assertThat(server.delay()).isEqualTo(Duration.ofMillis(10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/", "/sites/other.lab/stop", "/sites/www.surveyor.lab/burn", "/pools/x/start", "/server/burn",
                "/server", "/delay/x", "/delay/-1", "/delay/999999", "/a/b/c/d/e/f/g/h"
            })
    void an_order_that_is_none_changes_nothing_and_says_what_is(String path) throws IOException {
        assertThat(order(path)).startsWith("HTTP/1.1 404 Not Found\r\n");
        assertThat(get(WWW)).startsWith("HTTP/1.1 302 ");
    }

    @Test
    void the_control_port_shows_the_state_as_text_or_as_a_page() throws IOException {
        server.stopPool(WWW);
        String text = RawClient.ask(server.controlPort(), "GET / HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n\r\n");
        String page = RawClient.ask(server.controlPort(), "GET / HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\n\r\n");

        assertThat(text)
                .contains("iis1 on 127.0.0.1:" + server.port() + " is answering, 0 requests so far")
                .contains("site www.surveyor.lab: running, application pool stopped, 0 hits")
                .contains("/sites/www.surveyor.lab/stop or /start");
        assertThat(page)
                .contains("<form method=\"post\" action=\"/pools/www.surveyor.lab/start\">")
                .contains("<form method=\"post\" action=\"/server/reset\">");
    }

    @Test
    void a_browser_comes_back_to_the_page_after_an_order() throws IOException {
        assertThat(RawClient.ask(
                        server.controlPort(),
                        "POST /sites/www.surveyor.lab/stop HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\n\r\n"))
                .startsWith("HTTP/1.1 303 See Other\r\n")
                .containsIgnoringCase("location: /\r\n");
    }

    @Test
    void another_web_site_cannot_give_orders_through_a_browser() throws IOException {
        String answer = RawClient.ask(
                server.controlPort(),
                "POST /sites/www.surveyor.lab/stop HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: cross-site\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400 ");
        assertThat(get(WWW)).startsWith("HTTP/1.1 302 ");
    }
}
