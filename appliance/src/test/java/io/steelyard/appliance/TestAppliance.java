package io.steelyard.appliance;

import static org.awaitility.Awaitility.await;

import io.steelyard.config.AdminConfig;
import io.steelyard.config.ApplianceConfig;
import io.steelyard.config.ConfigReader;
import io.steelyard.config.ConfigReading;
import io.steelyard.config.OnFreePort;
import io.steelyard.health.CellState;
import io.steelyard.pool.CellStatus;
import io.steelyard.pool.Roster;
import io.steelyard.wire.WireEnd;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A whole appliance with one virtual service on a free port, its configuration read from YAML as an administrator
 * writes it, probing every 100 ms and believing every second verdict.
 */
final class TestAppliance implements AutoCloseable {
    private final Appliance appliance;

    private TestAppliance(Appliance appliance) {
        this.appliance = appliance;
    }

    /**
     * In front of real servers on these ports, with a list of health checks in YAML's flow form, and more settings of the
     * virtual service, each on a line.
     */
    static TestAppliance start(String healthChecks, List<Integer> ports, String... settings) throws CannotStart {
        String more = Stream.of(settings).map(line -> "    " + line + "\n").collect(Collectors.joining());
        return new TestAppliance(Appliance.start(onFreePorts(read(yaml(1, healthChecks, ports) + more))));
    }

    static String yaml(int port, String healthChecks, List<Integer> realServers) {
        return """
                virtualServices:
                  - name: surveyor
                    address: 127.0.0.1
                    port: %d
                    health: { interval: 100ms, fastInterval: 50ms, connectTimeout: 1s, responseTimeout: 1s, rise: 2, fall: 2 }
                    healthChecks: %s
                    realServers:
                """.formatted(port, healthChecks)
                + realServers.stream()
                        .map(server -> "      - { address: 127.0.0.1, port: " + server + " }\n")
                        .collect(Collectors.joining());
    }

    private static ApplianceConfig read(String yaml) {
        ConfigReading reading = ConfigReader.withInstalledKinds().read("test.yaml", yaml);
        if (reading instanceof ConfigReading.Valid valid) {
            return valid.config();
        }
        throw new AssertionError(reading.toString());
    }

    private static ApplianceConfig onFreePorts(ApplianceConfig read) {
        return new ApplianceConfig(
                AdminConfig.open("127.0.0.1", 0),
                read.defaultHealth(),
                List.of(OnFreePort.of(read.virtualServices().get(0))));
    }

    int port() {
        return appliance.addresses().get(0).getPort();
    }

    Roster roster() {
        return appliance.view().services().get(0).roster();
    }

    /** The cell of this host name, null for none, on the real server at this place, from 0. */
    CellStatus cell(int server, @Nullable String host) {
        return roster().servers().get(server).cells().stream()
                .filter(cell -> String.valueOf(cell.id().host()).equals(String.valueOf(host)))
                .findFirst()
                .orElseThrow();
    }

    /** Until the cells of this host name are in this state on all real servers. */
    void awaitEverywhere(@Nullable String host, CellState state) {
        IntStream.range(0, roster().servers().size()).forEach(server -> awaitCell(server, host, state));
    }

    void awaitCell(int server, @Nullable String host, CellState state) {
        await().pollInterval(Duration.ofMillis(10))
                .until(() -> cell(server, host).state() == state);
    }

    WireEnd client() throws IOException {
        return WireEnd.to(port());
    }

    @Override
    public void close() {
        appliance.close();
    }
}
