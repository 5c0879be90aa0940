package io.steelyard.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.wire.ScriptedOrigin;
import io.steelyard.wire.WireEnd;
import io.steelyard.wire.WireMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real process, as {@code steelyard run} starts it. */
class ProcessTest {
    private static final int CLIENTS = 8;

    @TempDir
    Path folder = Path.of(".");

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endProcesses() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void SIGTERM_lets_requests_under_way_finish_and_ends_with_0() throws Exception {
        try (ScriptedOrigin origin = ScriptedOrigin.start()) {
            int port = ScriptedOrigin.unusedPort();
            Process process = run(port, origin.port());
            await().atMost(Duration.ofSeconds(20)).until(() -> answers(port));
            List<WireEnd> clients = new ArrayList<>();
            List<WireEnd> servers = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                WireEnd client = WireEnd.to(port);
                client.send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
                clients.add(client);
                servers.add(asked(origin));
            }
            process.destroy(); // SIGTERM
            await().atMost(Duration.ofSeconds(10)).until(() -> !answers(port));
            for (WireEnd server : servers) {
                server.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            }

            for (WireEnd client : clients) {
                WireMessage response = client.response();
                assertThat(response.body()).isEqualTo("ok");
                assertThat(response.values("Connection")).containsExactly("close");
                client.close();
            }
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(Files.readString(folder.resolve("err"))).doesNotContain("\tat ");
        }
    }

    @Test
    void SIGHUP_applies_the_file_as_it_is_now_and_keeps_what_runs_where_the_file_is_not_valid() throws Exception {
        try (ScriptedOrigin origin = ScriptedOrigin.start()) {
            int port = ScriptedOrigin.unusedPort();
            int next = ScriptedOrigin.unusedPort();
            Process process = run(port, origin.port());
            // Before it says so, it does not listen to this signal yet.
            await().atMost(Duration.ofSeconds(20)).until(() -> logged().contains("Stop:") && answers(port));
            Path file = folder.resolve("steelyard.yaml");
            String text = Files.readString(file);

            Files.writeString(file, text.replace("port: " + port, "port: " + next));
            hangUp(process);
            await().atMost(Duration.ofSeconds(20)).until(() -> answers(next) && !answers(port));

            Files.writeString(file, text.replace("port: " + port, "port: none"));
            hangUp(process);
            await().atMost(Duration.ofSeconds(20)).until(() -> logged().contains("what was running goes on as it is"));
            assertThat(logged()).contains("virtualServices[0].port");
            assertThat(answers(next)).isTrue();
        }
    }

    private static void hangUp(Process process) throws IOException {
        new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start();
    }

    private String logged() throws IOException {
        return Files.readString(folder.resolve("out")) + Files.readString(folder.resolve("err"));
    }

    @Test
    void a_taken_port_ends_it_with_3_and_a_sentence_that_names_the_port() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process process = run(taken.getLocalPort(), ScriptedOrigin.unusedPort());

            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(3);
            assertThat(Files.readString(folder.resolve("err")))
                    .contains("steelyard: port " + taken.getLocalPort() + " on 127.0.0.1 is taken by another process")
                    .doesNotContain("\tat ");
        }
    }

    private Process run(int port, int realServer) throws IOException {
        Path config = Files.writeString(
                folder.resolve("steelyard.yaml"),
                "admin: { port: " + ScriptedOrigin.unusedPort() + ", access: open }\n"
                        + TestAppliance.yaml(port, "[]", List.of(realServer)));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "run",
                        "--config",
                        config.toString())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        started.add(process);
        return process;
    }

    private static boolean answers(int port) {
        try {
            WireEnd.to(port).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static WireEnd asked(ScriptedOrigin origin) throws IOException {
        WireEnd server = origin.accept();
        server.request();
        return server;
    }
}
