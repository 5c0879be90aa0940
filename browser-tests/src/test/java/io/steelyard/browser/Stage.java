package io.steelyard.browser;

import static org.awaitility.Awaitility.await;

import io.steelyard.appliance.Main;
import io.steelyard.demo.DemoFarm;
import io.steelyard.demo.DemoPorts;
import io.steelyard.demo.DemoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An appliance as a process of its own, as {@code steelyard run} starts it, and the demo servers that it is to stand in
 * front of, in this process. All on free ports of the loopback address.
 */
final class Stage implements AutoCloseable {
    static final String NTRIP = "ntrip.surveyor.lab";
    static final String WWW = "www.surveyor.lab";

    /** How often real servers are asked: so often that nobody waits for it. */
    static final String OFTEN = "health: { interval: 200ms, fastInterval: 100ms, rise: 1, fall: 1 }";

    private static final Duration AMPLE = Duration.ofSeconds(40);

    private final DemoFarm farm;
    private final Path folder;
    private final int adminPort = freePort();
    private final int servicePort = freePort();
    private Process process;

    private Stage(DemoFarm farm, Path folder, String virtualServices) throws IOException {
        this.farm = farm;
        this.folder = folder;
        Files.writeString(
                config(),
                "admin: { port: " + adminPort + ", access: open }\n"
                        + virtualServices.replace("PORT", String.valueOf(servicePort)));
        this.process = launch();
    }

    /** Two demo servers and an appliance without a configuration. */
    static Stage empty(Path folder) throws IOException {
        DemoFarm farm = farm(2);
        return new Stage(farm, folder, "defaults:\n  " + OFTEN + "\n");
    }

    /** Two demo servers behind the virtual service "surveyor", both host names asked for. */
    static Stage surveyor(Path folder) throws IOException {
        return surveyor(folder, """
                      - type: http
                        hosts: [{ name: ntrip.surveyor.lab }, { name: www.surveyor.lab }]
                """);
    }

    /** The same with these health checks, each a list entry indented by six. */
    static Stage surveyor(Path folder, String healthChecks) throws IOException {
        DemoFarm farm = farm(2);
        return new Stage(farm, folder, """
                virtualServices:
                  - name: surveyor
                    address: 127.0.0.1
                    port: PORT
                    type: http
                    %s
                    healthChecks:
                %s    realServers:
                %s
                """.formatted(OFTEN, healthChecks, realServers(farm)));
    }

    private static DemoFarm farm(int servers) {
        return DemoFarm.start(Collections.nCopies(servers, DemoPorts.FREE));
    }

    private static String realServers(DemoFarm farm) {
        return farm.servers().stream()
                .map(server -> "      - { address: 127.0.0.1, port: " + server.port() + " }")
                .collect(Collectors.joining("\n"));
    }

    private Process launch() throws IOException {
        Path said = folder.resolve("said");
        Files.deleteIfExists(said);
        Process started = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "run",
                        "--config",
                        config().toString()))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        // Says that it can be stopped last of all.
        await().atMost(AMPLE)
                .pollInterval(Duration.ofMillis(20))
                .failFast("the appliance ended", () -> !started.isAlive())
                .until(() -> said().contains("Stop:"));
        return started;
    }

    /** Ends the appliance at once, as a loss of power does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Starts it again, where it was. */
    void startAgain() throws IOException {
        process = launch();
    }

    /** The page's address, without the part behind the {@code #}. */
    String url() {
        return "http://127.0.0.1:" + adminPort + "/";
    }

    /** The address of one view, such as {@code #/add}. */
    String url(String route) {
        return url() + route;
    }

    /** A port where a virtual service can be, or is. */
    int servicePort() {
        return servicePort;
    }

    /** The demo server at this place, from 0. */
    DemoServer server(int place) {
        return farm.server(place);
    }

    /** The name under which the page shows it. */
    String name(int place) {
        return "127.0.0.1:" + server(place).port();
    }

    /** The configuration file. */
    Path config() {
        return folder.resolve("steelyard.yaml");
    }

    /** What the appliance has printed so far. */
    String said() {
        try {
            Path said = folder.resolve("said");
            return Files.exists(said) ? Files.readString(said) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
        farm.close();
    }
}
