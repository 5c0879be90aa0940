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
import java.net.Socket;
import java.nio.charset.StandardCharsets;
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

    private static final String BOTH_SITES = """
                  - type: http
                    hosts: [{ name: ntrip.surveyor.lab }, { name: www.surveyor.lab }]
            """;

    private static final Duration AMPLE = Duration.ofSeconds(40);

    private final DemoFarm farm;
    private final Path folder;
    private final int adminPort = freePort();
    private final int servicePort = freePort();
    private Process process;

    private Stage(DemoFarm farm, Path folder, String access, String virtualServices) throws IOException {
        this.farm = farm;
        this.folder = folder;
        Files.writeString(
                config(),
                "admin: { port: " + adminPort + ", access: " + access + " }\n"
                        + virtualServices.replace("PORT", String.valueOf(servicePort)));
        this.process = launch();
    }

    /** Two demo servers and an appliance that has no virtual service yet, open to everybody. */
    static Stage empty(Path folder) throws IOException {
        return new Stage(farm(2), folder, "open", "defaults:\n  " + OFTEN + "\n");
    }

    /** The same for users only, of whom there is none yet. */
    static Stage forUsers(Path folder) throws IOException {
        return new Stage(farm(2), folder, "users", "defaults:\n  " + OFTEN + "\n");
    }

    /** Two demo servers behind the virtual service "surveyor", both host names asked for. */
    static Stage surveyor(Path folder) throws IOException {
        return surveyor(folder, BOTH_SITES);
    }

    /** The same with three demo servers. */
    static Stage surveyorOfThree(Path folder) throws IOException {
        DemoFarm farm = farm(3);
        return surveyor(farm, folder, BOTH_SITES, realServers(farm));
    }

    /** The same with these health checks, each a list entry indented by six. */
    static Stage surveyor(Path folder, String healthChecks) throws IOException {
        DemoFarm farm = farm(2);
        return surveyor(farm, folder, healthChecks, realServers(farm));
    }

    /** The same in front of a real server of the test's own on the loopback address, at this port. */
    static Stage surveyor(Path folder, String healthChecks, int port) throws IOException {
        return surveyor(farm(0), folder, healthChecks, "      - { address: 127.0.0.1, port: " + port + " }");
    }

    private static Stage surveyor(DemoFarm farm, Path folder, String healthChecks, String realServers)
            throws IOException {
        return new Stage(farm, folder, "open", """
                virtualServices:
                  - name: surveyor
                    address: 127.0.0.1
                    port: PORT
                    type: http
                    %s
                    healthChecks:
                %s    realServers:
                %s
                """.formatted(OFTEN, healthChecks, realServers));
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

    /** What a client of the virtual service gets that asks for this host name: the whole response as it came. */
    String ask(String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), servicePort)) {
            socket.setSoTimeout((int) AMPLE.toMillis());
            String request = "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
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
