package io.steelyard.appliance;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.steelyard.wire.ScriptedOrigin;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** An appliance as a process of its own, as {@code steelyard run} starts it, seen through its API. */
final class StartedProcess implements AutoCloseable {
    private static final Duration AMPLE = Duration.ofSeconds(30);

    private final Process process;
    private final Path folder;
    private final int adminPort;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();

    private StartedProcess(Process process, Path folder, int adminPort) {
        this.process = process;
        this.folder = folder;
        this.adminPort = adminPort;
    }

    /**
     * @param yaml without the part that says where the administrator's API is
     * @param more what is on the class path besides
     */
    static StartedProcess start(Path folder, String yaml, Path... more) throws IOException {
        int adminPort = ScriptedOrigin.unusedPort();
        Path config = Files.writeString(
                folder.resolve("steelyard.yaml"), "admin: { port: " + adminPort + ", access: open }\n" + yaml);
        StringBuilder classPath = new StringBuilder(System.getProperty("java.class.path"));
        for (Path jar : more) {
            classPath.append(File.pathSeparator).append(jar);
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        classPath.toString(),
                        Main.class.getName(),
                        "run",
                        "--config",
                        config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        return new StartedProcess(process, folder, adminPort);
    }

    /** What the status says of the first cell of the first real server, once it is so. */
    JsonNode awaitCell(Predicate<JsonNode> so) {
        return await().atMost(AMPLE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .failFast("the process ended", () -> !process.isAlive())
                .until(this::cell, so);
    }

    /** What the status says of it now. */
    JsonNode cell() {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + "/api/v1/status"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return json.readTree(client.send(request, BodyHandlers.ofString()).body())
                    .at("/virtualServices/0/realServers/0/cells/0");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Its output so far. */
    String said() throws IOException {
        return Files.readString(folder.resolve("said"));
    }

    void signal(String name) throws Exception {
        run("kill", "-" + name, Long.toString(process.pid()));
    }

    private static void run(String... command) throws Exception {
        Process ran = new ProcessBuilder(command).redirectErrorStream(true).start();
        if (!ran.waitFor(10, TimeUnit.SECONDS) || ran.exitValue() != 0) {
            throw new AssertionError(String.join(" ", command) + ": "
                    + new String(ran.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
