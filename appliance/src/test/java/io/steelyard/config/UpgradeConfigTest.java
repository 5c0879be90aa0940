package io.steelyard.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.config.ConfigReading.Invalid;
import io.steelyard.config.ConfigReading.Valid;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpgradeConfigTest {
    private final ConfigReader reader = new ConfigReader(TestKinds.ALL);

    private ConfigReading read(String lines) {
        return reader.read("test.yaml", "virtualServices:\n  - { name: a, address: 0.0.0.0, port: 80, " + lines + " }");
    }

    private HttpConfig valid(String lines) {
        ConfigReading reading = read(lines);
        assertThat(reading).isInstanceOf(Valid.class);
        return ((Valid) reading).config().virtualServices().get(0).http();
    }

    private List<String> problems(String lines) {
        ConfigReading reading = read(lines);
        assertThat(reading).isInstanceOf(Invalid.class);
        return ((Invalid) reading)
                .problems().stream().map(ConfigProblem::toString).toList();
    }

    @Test
    void only_websocket_is_allowed_where_nothing_is_said() {
        assertThat(valid("realServers: []").upgrades())
                .isEqualTo(new UpgradeConfig(List.of("websocket"), false, Duration.ZERO));
    }

    @Test
    void what_is_written_holds_with_protocols_in_lower_case() {
        assertThat(valid("upgrades: { allowed: [WebSocket, chat/2], connect: true, closeOnDrain: 30s }")
                        .upgrades())
                .isEqualTo(new UpgradeConfig(List.of("websocket", "chat/2"), true, Duration.ofSeconds(30)));
        assertThat(valid("upgrades: { allowed: [] }").upgrades().allowed()).isEmpty();
        assertThat(valid("timeouts: { tunnel: 7d }").timeouts().tunnel()).isEqualTo(Duration.ofDays(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2c", "H2C", "h2", "HTTP/2.0", "http", "TLS/1.0"})
    void what_carries_requests_unread_is_refused_and_the_reason_is_request_smuggling(String protocol) {
        assertThat(problems("upgrades: { allowed: [websocket, " + protocol + "] }"))
                .containsExactly("test.yaml:2: virtualServices[0].upgrades.allowed: '" + protocol
                        + "' is not allowed here: requests inside it would reach the real servers unread, past every rule"
                        + " (request smuggling)");
        assertThatThrownBy(() -> new UpgradeConfig(List.of(protocol), false, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"web socket", "a/b/c", "/2", "chat/", ""})
    void what_is_no_protocol_is_refused(String protocol) {
        assertThat(problems("upgrades: { allowed: ['" + protocol + "'] }"))
                .containsExactly("test.yaml:2: virtualServices[0].upgrades.allowed: '" + protocol
                        + "' is not allowed here, this must be the name of a protocol, such as websocket");
    }

    @Test
    void times_out_of_bounds_are_refused() {
        assertThat(problems("upgrades: { closeOnDrain: 8d }, timeouts: { tunnel: 5ms }"))
                .containsExactlyInAnyOrder(
                        "test.yaml:2: virtualServices[0].upgrades.closeOnDrain: '8d' is not allowed here, this must be a"
                                + " time from 0s to 7d",
                        "test.yaml:2: virtualServices[0].timeouts.tunnel: '5ms' is not allowed here, this must be a time"
                                + " from 10ms to 7d");
    }
}
