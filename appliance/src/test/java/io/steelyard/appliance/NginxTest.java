package io.steelyard.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.health.CellState;
import io.steelyard.wire.ScriptedOrigin;
import io.steelyard.wire.WireEnd;
import io.steelyard.wire.WireMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real servers that are not ours: nginx of the distribution, with two sites told apart by host name. */
class NginxTest {
    private static final String NTRIP = "ntrip.surveyor.lab";
    private static final String WWW = "www.surveyor.lab";
    private static final String CHECK = "[{ type: http, hosts: [" + NTRIP + ", " + WWW + "] }]";

    @TempDir
    Path folder = Path.of(".");

    @Test
    void both_sites_are_green_and_their_traffic_reaches_both_servers() throws Exception {
        try (Nginx one = new Nginx(folder.resolve("one"));
                Nginx two = new Nginx(folder.resolve("two"));
                TestAppliance appliance = TestAppliance.start(CHECK, List.of(one.port, two.port))) {
            appliance.awaitEverywhere(NTRIP, CellState.UP);
            appliance.awaitEverywhere(WWW, CellState.UP);

            assertThat(servedBy(appliance)).containsExactlyInAnyOrder("one", "two");
            assertThat(get(appliance, WWW).values("Location"))
                    .containsExactly("http://www.business.lab/surveyors/services");
            assertThat(get(appliance, "other.lab").status()).isEqualTo(400);
        }
    }

    @Test
    void a_check_without_a_host_name_is_red() throws Exception {
        try (Nginx one = new Nginx(folder.resolve("one"));
                TestAppliance appliance =
                        TestAppliance.start("[{ type: http, version: HTTP/1.0 }]", List.of(one.port))) {
            appliance.awaitCell(0, null, CellState.DOWN);

            assertThat(appliance.cell(0, null).reason()).startsWith("HTTP 400");
        }
    }

    @Test
    void a_server_that_stops_is_left_out_and_comes_back_by_itself_when_it_is_started_again() throws Exception {
        try (Nginx one = new Nginx(folder.resolve("one"));
                Nginx two = new Nginx(folder.resolve("two"));
                TestAppliance appliance = TestAppliance.start(CHECK, List.of(one.port, two.port))) {
            appliance.awaitEverywhere(NTRIP, CellState.UP);
            servedBy(appliance);
            two.stop();
            assertThat(servedBy(appliance)).containsExactly("one");
            appliance.awaitCell(1, NTRIP, CellState.DOWN);
            assertThat(appliance.cell(1, NTRIP).reason()).contains("refused");
            two.start();
            appliance.awaitCell(1, NTRIP, CellState.UP);

            assertThat(servedBy(appliance)).containsExactlyInAnyOrder("one", "two");
        }
    }

    private static WireMessage get(TestAppliance appliance, String host) throws IOException {
        try (WireEnd client = appliance.client()) {
            return client.ask("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        }
    }

    private static Set<String> servedBy(TestAppliance appliance) throws IOException {
        Set<String> servers = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            WireMessage response = get(appliance, NTRIP);
            assertThat(response.status()).isEqualTo(200);
            servers.add(response.body());
        }
        return servers;
    }

    /** One nginx in a folder of its own, whose name its site answers with. */
    private static final class Nginx implements AutoCloseable {
        private final Path folder;
        final int port;
        private @Nullable Process process;

        Nginx(Path folder) throws IOException {
            this.folder = Files.createDirectories(folder);
            this.port = ScriptedOrigin.unusedPort();
            start();
        }

        private static Optional<Path> program() {
            return Stream.concat(
                            Stream.of("/usr/sbin"),
                            Stream.of(System.getenv("PATH").split(":")))
                    .map(directory -> Path.of(directory, "nginx"))
                    .filter(Files::isExecutable)
                    .findFirst();
        }

        void start() throws IOException {
            Optional<Path> program = program();
            assumeThat(program)
                    .as("nginx is not installed (apt-get install nginx)")
                    .isPresent();
            Path config = Files.writeString(folder.resolve("nginx.conf"), config());
            process = new ProcessBuilder(
                            program.orElseThrow().toString(), "-p", folder.toString(), "-c", config.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            await().until(this::answers);
        }

        private String config() {
            return """
                    daemon off;
                    master_process off;
                    pid nginx.pid;
                    error_log stderr;
                    events { worker_connections 128; }
                    http {
                      access_log off;
                      client_body_temp_path body;
                      proxy_temp_path proxy;
                      fastcgi_temp_path fastcgi;
                      uwsgi_temp_path uwsgi;
                      scgi_temp_path scgi;
                      server { listen 127.0.0.1:%1$d default_server; return 400; }
                      server { listen 127.0.0.1:%1$d; server_name %2$s; return 200 "%4$s"; }
                      server { listen 127.0.0.1:%1$d; server_name %3$s;
                               return 302 http://www.business.lab/surveyors/services; }
                    }
                    """.formatted(port, NTRIP, WWW, folder.getFileName());
        }

        private boolean answers() {
            try (WireEnd client = WireEnd.to(port)) {
                return client.ask("GET / HTTP/1.0\r\nHost: " + NTRIP + "\r\n\r\n")
                                .status()
                        == 200;
            } catch (IOException e) {
                return false;
            }
        }

        void stop() {
            Process running = process;
            if (running == null) {
                return;
            }
            running.destroy();
            running.onExit().orTimeout(5, TimeUnit.SECONDS).join();
            process = null;
        }

        @Override
        public void close() {
            stop();
        }
    }
}
