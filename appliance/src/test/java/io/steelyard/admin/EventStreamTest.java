package io.steelyard.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.AdminConfig;
import io.steelyard.health.CellState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a page hears while it listens, through a real socket. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EventStreamTest {
    private static final String REASON = "HTTP 503 from HTTP.sys: the application pool is stopped";

    private final FarmFixture farm = FarmFixture.surveyor();
    private final List<Socket> sockets = new ArrayList<>();
    private AdminServer server;

    @BeforeEach
    void start() throws Exception {
        server = AdminServer.start(
                AdminConfig.open("127.0.0.1", 0),
                farm,
                farm.meters,
                new About("1.2.3", FarmFixture.START, Clock.systemUTC()));
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    @Test
    void the_status_comes_at_once_and_every_change_after_it() throws Exception {
        BufferedReader events = subscribe();
        String first = nextData(events);

        farm.move("surveyor", "192.0.2.22:80", "www.surveyor.lab", CellState.DOWN, FarmFixture.START, REASON);
        server.changed();

        assertThat(first).contains("\"virtualServices\"").doesNotContain(REASON);
        String next = nextData(events);
        while (!next.contains(REASON)) {
            next = nextData(events);
        }
        assertThat(next).contains("\"state\":\"down\"");
    }

    @Test
    void each_document_has_an_id_and_says_when_to_come_back() throws Exception {
        BufferedReader events = subscribe();
        List<String> lines = new ArrayList<>();
        for (String line = events.readLine(); !line.startsWith("data: "); line = events.readLine()) {
            lines.add(line);
        }

        assertThat(lines).containsSequence("retry: 1000", "id: 0", "event: status");
    }

    @Test
    void subscribers_have_a_bound_and_the_place_of_one_that_left_is_free_again() throws Exception {
        for (int i = 0; i < EventStream.MAX_SUBSCRIBERS; i++) {
            nextData(subscribe());
        }

        assertThat(subscribe().readLine()).startsWith("HTTP/1.1 503 ");

        sockets.get(0).close();
        Awaitility.await().until(() -> subscribe().readLine().startsWith("HTTP/1.1 200 "));
    }

    @Test
    void a_subscriber_that_reads_nothing_holds_nobody_up() throws Exception {
        subscribe();
        BufferedReader reading = subscribe();
        nextData(reading);

        for (int i = 0; i < 5_000; i++) {
            server.changed();
        }
        farm.move("surveyor", "192.0.2.22:80", "www.surveyor.lab", CellState.DOWN, FarmFixture.START, REASON);
        server.changed();

        String next = nextData(reading);
        while (!next.contains(REASON)) {
            next = nextData(reading);
        }
        assertThat(next).contains(REASON);
    }

    @Test
    void the_stream_ends_when_the_admin_side_does() throws Exception {
        BufferedReader events = subscribe();
        nextData(events);

        server.close();

        while (events.readLine() != null) {
            // What was still on its way.
        }
        assertThat(events.read()).isEqualTo(-1);
    }

    private BufferedReader subscribe() throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
        sockets.add(socket);
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    private static String nextData(BufferedReader events) throws IOException {
        String line = events.readLine();
        while (line != null && !line.startsWith("data: ")) {
            line = events.readLine();
        }
        assertThat(line).as("the stream goes on").isNotNull();
        return line;
    }
}
