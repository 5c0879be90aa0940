package io.steelyard.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.ConfigReading.Invalid;
import io.steelyard.config.ConfigReading.Valid;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapacityConfigTest {
    private final ConfigReader reader = new ConfigReader(TestKinds.ALL);

    private ConfigReading read(String settings) {
        return reader.read(
                "test.yaml", "virtualServices:\n  - { name: a, address: 0.0.0.0, port: 80, " + settings + " }");
    }

    private VirtualServiceConfig valid(String settings) {
        ConfigReading reading = read(settings);
        assertThat(reading).isInstanceOf(Valid.class);
        return ((Valid) reading).config().virtualServices().get(0);
    }

    private List<String> problems(String settings) {
        ConfigReading reading = read(settings);
        assertThat(reading).isInstanceOf(Invalid.class);
        return ((Invalid) reading)
                .problems().stream().map(ConfigProblem::toString).toList();
    }

    @Test
    void what_a_file_leaves_out_has_its_default() {
        VirtualServiceConfig service = valid("realServers: [{ address: 192.0.2.1 }]");

        assertThat(service.http().capacity()).isEqualTo(CapacityConfig.DEFAULT);
        assertThat(service.realServers().get(0).capacity()).isEqualTo(ServerCapacity.UNLIMITED);
    }

    @Test
    void what_is_written_holds() {
        VirtualServiceConfig service = valid(
                "queue: { size: 7, timeout: 250ms, leaveOnClose: false }, retries: { attempts: 1, budget: 0,"
                        + " minPerSecond: 9 }, realServers: [{ address: 192.0.2.1, maxConnections: 40, maxRate: 500 }]");

        assertThat(service.http().capacity().queue()).isEqualTo(new QueueConfig(7, Duration.ofMillis(250), false));
        assertThat(service.http().capacity().retries()).isEqualTo(new RetryConfig(1, 0, 9));
        assertThat(service.realServers().get(0).capacity()).isEqualTo(new ServerCapacity(40, 500));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    clients: { connections: -1 }            | clients.connections: '-1'
                    clients: { requestRate: 1000001 }       | clients.requestRate: '1000001'
                    clients: { connectionRate: fast }       | clients.connectionRate: 'fast'
                    clients: { burst: -1 }                  | clients.burst: '-1'
                    clients: { entries: 99 }                | clients.entries: '99'
                    clients: { ipv6Prefix: 129 }            | clients.ipv6Prefix: '129'
                    clients: { exceptions: [10.0.0.1/8] }   | clients.exceptions: '10.0.0.1/8'
                    limits: { requestRate: -1 }             | limits.requestRate: '-1'
                    queue: { size: -1 }                     | queue.size: '-1'
                    queue: { size: 100001 }                 | queue.size: '100001'
                    queue: { timeout: 0s }                  | queue.timeout: '0s'
                    queue: { timeout: 11m }                 | queue.timeout: '11m'
                    queue: { leaveOnClose: perhaps }        | queue.leaveOnClose: 'perhaps'
                    queue: { lenght: 3 }                    | queue.lenght: this setting is not known here
                    retries: { attempts: 0 }                | retries.attempts: '0'
                    retries: { attempts: 11 }               | retries.attempts: '11'
                    retries: { budget: 101 }                | retries.budget: '101'
                    retries: { minPerSecond: -1 }           | retries.minPerSecond: '-1'
                    realServers: [{ address: 192.0.2.1, maxConnections: -1 }]   | realServers[0].maxConnections: '-1'
                    realServers: [{ address: 192.0.2.1, maxRate: many }]        | realServers[0].maxRate: 'many'
                    """)
    void what_is_not_allowed_is_named_with_its_path_and_value(String settings, String problem) {
        assertThat(problems(settings)).singleElement().asString().contains("virtualServices[0]." + problem);
    }
}
