package io.steelyard.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What protects a virtual service of which nothing was said but its place. */
class ProtectingDefaultsTest {
    private static final String PLAIN =
            "virtualServices:\n  - name: shop\n    address: 192.0.2.1\n    port: 80\n    realServers: []\n";

    private static ConfigReading read(String more) {
        return ConfigReader.withInstalledKinds().read("test.yaml", PLAIN + more);
    }

    private static VirtualServiceConfig plain() {
        ConfigReading reading = read("");
        assertThat(reading).isInstanceOf(ConfigReading.Valid.class);
        return ((ConfigReading.Valid) reading).config().virtualServices().get(0);
    }

    @Test
    void every_wait_has_an_end() {
        TimeoutConfig times = plain().timeouts();

        assertThat(times.head()).isEqualTo(Duration.ofSeconds(10));
        assertThat(times.body()).isEqualTo(Duration.ofSeconds(30));
        assertThat(times.idle()).isEqualTo(Duration.ofSeconds(75));
        assertThat(times.connect()).isEqualTo(Duration.ofSeconds(3));
        assertThat(times.response()).isEqualTo(Duration.ofSeconds(60));
        assertThat(times.write()).isEqualTo(Duration.ofSeconds(60));
        assertThat(times.serverIdle()).isEqualTo(Duration.ofSeconds(60));
        assertThat(times.drain()).isEqualTo(Duration.ofSeconds(30));
        assertThat(times.tunnel()).isEqualTo(Duration.ofHours(1));
        assertThat(plain().http().capacity().queue().timeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void sizes_counts_and_the_slowness_of_bodies_are_bounded() {
        HttpLimits limits = plain().limits();

        assertThat(limits.headBytes()).isEqualTo(32 * 1024);
        assertThat(limits.fields()).isEqualTo(100);
        assertThat(limits.bodyRate()).isEqualTo(100);
        assertThat(limits.connections()).isEqualTo(100_000);
        assertThat(plain().http().capacity().queue().size()).isEqualTo(1024);
    }

    @ParameterizedTest
    @ValueSource(strings = {"head", "body", "idle", "connect", "response", "write", "serverIdle", "tunnel"})
    void no_wait_can_be_made_endless(String key) {
        assertThat(read("    timeouts: { " + key + ": 0s }\n")).isInstanceOf(ConfigReading.Invalid.class);
        assertThat(read("    timeouts: { " + key + ": 8d }\n")).isInstanceOf(ConfigReading.Invalid.class);
        assertThat(read("    timeouts: { " + key + ": 20h }\n")).isInstanceOf(ConfigReading.Valid.class);
    }
}
