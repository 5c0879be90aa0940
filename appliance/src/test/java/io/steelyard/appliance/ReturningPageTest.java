package io.steelyard.appliance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.steelyard.wire.ScriptedOrigin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A page that lost its event stream and comes back, as browsers do by themselves. */
@Timeout(90)
class ReturningPageTest {
    private String server;
    private AdminClient admin;

    /** One event of the stream. */
    private record Event(String id, String name, JsonNode data) {}

    @BeforeEach
    void start() throws Exception {
        int nobody = ScriptedOrigin.unusedPort();
        server = "127.0.0.1:" + nobody;
        admin = AdminClient.start("virtualServices: [{ name: surveyor, address: 127.0.0.1, port: 80, realServers: ["
                + "{ address: 127.0.0.1, port: " + nobody + " }] }]");
    }

    @AfterEach
    void stop() {
        admin.close();
    }

    private BufferedReader connect(Socket socket, String lastSeen) throws IOException {
        socket.setSoTimeout(30_000);
        String head = "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n" + lastSeen + "\r\n";
        socket.getOutputStream().write(head.getBytes(UTF_8));
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    private static Event next(BufferedReader stream) throws IOException {
        String id = "";
        String name = "";
        for (String line = stream.readLine(); line != null; line = stream.readLine()) {
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ")) {
                return new Event(id, name, new ObjectMapper().readTree(line.substring(6)));
            }
        }
        throw new AssertionError("the stream ended");
    }

    private Socket socket() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), admin.port());
    }

    @Test
    void it_is_told_what_it_missed_and_then_how_everything_is() throws Exception {
        String seen;
        try (Socket socket = socket()) {
            Event first = next(connect(socket, ""));
            assertThat(first.name()).isEqualTo("status");
            seen = first.id();
        }
        admin.posted("/api/v1/maintenance", "{\"realServer\": \"" + server + "\", \"order\": \"disable\"}");

        try (Socket socket = socket()) {
            BufferedReader stream = connect(socket, "Last-Event-ID: " + seen + "\r\n");
            Event missed = next(stream);
            Event status = next(stream);

            assertThat(missed.name()).isEqualTo("missed");
            assertThat(missed.data().path("events").findValuesAsText("kind")).contains("maintenance-disable");
            assertThat(status.name()).isEqualTo("status");
            assertThat(status.data()
                            .at("/virtualServices/0/realServers/0/state")
                            .asText())
                    .isEqualTo("disabled");
            assertThat(Long.parseLong(status.id())).isGreaterThan(Long.parseLong(seen));
        }
    }

    @Test
    void one_that_missed_nothing_or_names_no_number_is_told_how_everything_is() throws Exception {
        try (Socket socket = socket()) {
            Event first = next(connect(socket, "Last-Event-ID: nonsense\r\n"));
            assertThat(first.name()).isEqualTo("status");
        }
        try (Socket socket = socket()) {
            BufferedReader stream = connect(socket, "Last-Event-ID: 999999999\r\n");
            assertThat(next(stream).data().path("events")).isEmpty();
            assertThat(next(stream).name()).isEqualTo("status");
        }
    }
}
