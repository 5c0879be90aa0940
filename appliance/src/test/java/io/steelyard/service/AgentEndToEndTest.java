package io.steelyard.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.pool.ServerState;
import io.steelyard.pool.ServerStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent that says what it is told to, through real sockets. */
class AgentEndToEndTest {

    /** Says its line to whoever connects, after having heard a request where it speaks HTTP. */
    private static final class Agent implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final boolean http;
        private volatile String line = "up 100%";

        Agent(boolean http) throws IOException {
            this.http = http;
            Thread thread = new Thread(this::serve, "agent");
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return socket.getLocalPort();
        }

        void say(String next) {
            line = next;
        }

        private void serve() {
            while (!socket.isClosed()) {
                try (Socket client = socket.accept()) {
                    if (http) {
                        hearRequest(client);
                    }
                    String head = http ? "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" : "";
                    client.getOutputStream().write((head + line + "\n").getBytes(StandardCharsets.US_ASCII));
                } catch (SocketException closed) {
                    // the test is over, or the client has gone
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        }

        private static void hearRequest(Socket client) throws IOException {
            int newlines = 0;
            while (newlines < 2) {
                int read = client.getInputStream().read();
                newlines = read == '\n' ? newlines + 1 : read == '\r' ? newlines : 0;
                if (read < 0) {
                    return;
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static ServerStatus status(LiveFarm farm) {
        return farm.service().roster().servers().get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "http"})
    void an_agent_sets_the_weight_and_takes_its_real_server_out_and_in(String type) throws Exception {
        try (Origin origin = Origin.start("real");
                Agent agent = new Agent(type.equals("http"));
                LiveFarm farm = LiveFarm.start("realServers: [{ address: 127.0.0.1, port: " + origin.port() + " }]\n"
                        + "agent: { port: " + agent.port() + ", type: " + type + ", path: /agent, interval: 100ms }")) {
            agent.say("up 75%");
            await().untilAsserted(
                            () -> assertThat(status(farm).effectiveWeight()).isEqualTo(750));
            assertThat(farm.get("/").body()).isEqualTo("real");

            agent.say("maint #patches");
            await().untilAsserted(() -> assertThat(status(farm).state()).isEqualTo(ServerState.DISABLED));
            assertThat(farm.get("/").statusCode()).isEqualTo(503);

            agent.say("ready 100%");
            await().untilAsserted(() -> assertThat(farm.get("/").body()).isEqualTo("real"));
            assertThat(status(farm).effectiveWeight()).isEqualTo(1000);
        }
    }
}
