package io.steelyard.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.steelyard.wire.ScriptedOrigin;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kind of health check that is nobody's but the user's: a jar, made here as docs/guide/health.md tells to. */
class ThirdPartyCheckTest {
    private static final String KIND = """
            package lab.surveyor;

            import io.steelyard.health.Ending;
            import io.steelyard.health.HealthCheck;
            import io.steelyard.health.HealthCheckKind;
            import io.steelyard.health.settings.Setting;
            import io.steelyard.health.settings.Settings;
            import java.nio.charset.StandardCharsets;
            import java.util.List;

            /** Asks a caster for its mount points, and wants one of them to be there. */
            public final class CasterCheckKind implements HealthCheckKind {
                private static final Setting<String> MOUNT_POINT = Setting.of(
                        "mountPoint", "a name", "BASE", "The mount point that must be offered.", text -> text);

                @Override
                public String type() {
                    return "caster";
                }

                @Override
                public List<Setting<?>> settings() {
                    return List.of(MOUNT_POINT);
                }

                @Override
                public HealthCheck create(Settings settings) {
                    String wanted = settings.get(MOUNT_POINT);
                    return (target, network) -> network.tcp(target, dialogue -> {
                        dialogue.send("LIST\\r\\n".getBytes(StandardCharsets.US_ASCII));
                        return dialogue.receive(Ending.after("\\r\\n"), 4096).thenApply(bytes -> {
                            String offered = new String(bytes, StandardCharsets.US_ASCII).trim();
                            return offered.contains(wanted)
                                    ? dialogue.up("offers " + wanted)
                                    : dialogue.down("offers " + offered + " and not " + wanted);
                        });
                    });
                }
            }
            """;

    @TempDir
    Path folder = Path.of(".");

    @Test
    void a_jar_on_the_class_path_brings_a_kind_that_a_configuration_names_like_any_other() throws Exception {
        try (Caster caster = new Caster();
                StartedProcess appliance = StartedProcess.start(folder, yaml(caster, "ROVER"), jar())) {

            JsonNode cell = appliance.awaitCell(
                    present -> present.path("state").asText().equals("up"));

            assertThat(cell.path("reason").asText()).isEqualTo("offers ROVER");
            assertThat(cell.at("/check/type").asText()).isEqualTo("caster");
        }
    }

    @Test
    void its_verdict_of_down_is_shown_in_its_own_words() throws Exception {
        try (Caster caster = new Caster();
                StartedProcess appliance = StartedProcess.start(folder, yaml(caster, "MOON"), jar())) {

            JsonNode cell = appliance.awaitCell(
                    present -> present.path("state").asText().equals("down"));

            assertThat(cell.path("reason").asText()).isEqualTo("offers BASE ROVER and not MOON");
        }
    }

    private static String yaml(Caster caster, String mountPoint) throws IOException {
        return """
                virtualServices:
                  - name: ntrip
                    address: 127.0.0.1
                    port: %d
                    healthChecks: [{ type: caster, mountPoint: %s }]
                    realServers: [{ address: 127.0.0.1, port: %d }]
                """.formatted(ScriptedOrigin.unusedPort(), mountPoint, caster.port());
    }

    private Path jar() throws IOException {
        Path source = Files.writeString(folder.resolve("CasterCheckKind.java"), KIND);
        Path classes = Files.createDirectory(folder.resolve("classes"));
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-d",
                        classes.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        source.toString());
        assertThat(failed).isZero();
        Path jar = folder.resolve("caster-check.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            entry(
                    out,
                    "lab/surveyor/CasterCheckKind.class",
                    Files.readAllBytes(classes.resolve("lab/surveyor/CasterCheckKind.class")));
            entry(
                    out,
                    "META-INF/services/io.steelyard.health.HealthCheckKind",
                    "lab.surveyor.CasterCheckKind\n".getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    private static void entry(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content);
        jar.closeEntry();
    }

    /** A server that nobody else has a check for. */
    private static final class Caster implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final CompletableFuture<Void> serving = CompletableFuture.runAsync(this::serve);

        Caster() throws IOException {}

        int port() {
            return socket.getLocalPort();
        }

        private void serve() {
            while (!socket.isClosed()) {
                try (Socket client = socket.accept();
                        OutputStream out = client.getOutputStream()) {
                    out.write("BASE ROVER\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    // The client has gone, or it ends.
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
            serving.join();
        }
    }
}
