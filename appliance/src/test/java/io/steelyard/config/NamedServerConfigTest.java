package io.steelyard.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.config.RealServerConfig.Resolve;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedServerConfigTest {

    @Test
    void a_real_server_may_be_given_by_a_name() {
        RealServerConfig server = server("{ address: Web1.Lab }");

        assertThat(server.name()).isEqualTo("web1.lab:80");
        assertThat(server.isNamed()).isTrue();
        assertThat(server.resolve()).isEqualTo(Resolve.FIRST);
        assertThat(server.socketAddress().isUnresolved()).isTrue();
    }

    @Test
    void with_one_of_its_addresses_used_it_keeps_its_name_wherever_it_is() {
        RealServerConfig server = server("{ address: web1.lab, port: 8080 }").at("192.0.2.21");

        assertThat(server.name()).isEqualTo("web1.lab:8080");
        assertThat(server.socketAddress().getAddress().getHostAddress()).isEqualTo("192.0.2.21");
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.21, web1.lab@192.0.2.21:80", "2001:db8:0:0:0:0:0:1, web1.lab@[2001:db8::1]:80"})
    void with_all_of_its_addresses_used_each_is_in_its_name(String found, String name) {
        RealServerConfig server = server("{ address: web1.lab, resolve: all }");

        assertThat(server.name()).isEqualTo("web1.lab:80");
        assertThat(server.at(found).name()).isEqualTo(name);
    }

    @Test
    void the_same_name_and_port_twice_is_refused() {
        assertThat(read("virtualServices: [{ name: a, address: 0.0.0.0, port: 80, realServers:"
                        + " [{ address: web1.lab }, { address: WEB1.lab }] }]"))
                .isInstanceOf(ConfigReading.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"web_1.lab", "-web.lab", "http://web1.lab", "web1.lab:80", "1.2.3"})
    void what_is_neither_an_address_nor_a_name_is_refused(String address) {
        assertThat(read("virtualServices: [{ name: a, address: 0.0.0.0, port: 80, realServers: [{ address: '" + address
                        + "' }] }]"))
                .isInstanceOf(ConfigReading.Invalid.class);
    }

    @Test
    void name_servers_are_given_with_or_without_a_port() {
        ConfigReading reading =
                read("nameServers: [192.0.2.53, '192.0.2.54:5353', '[2001:db8::53]:54', '2001:db8::54']");

        assertThat(((ConfigReading.Valid) reading).config().nameServers())
                .containsExactly(
                        new NameServer("192.0.2.53", 53),
                        new NameServer("192.0.2.54", 5353),
                        new NameServer("2001:db8::53", 54),
                        new NameServer("2001:db8::54", 53));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ns.lab", "192.0.2.53:0", "192.0.2.53:65536", "0.0.0.0", ""})
    void what_is_no_name_server_is_refused(String text) {
        assertThatThrownBy(() -> NameServer.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static RealServerConfig server(String text) {
        ConfigReading reading =
                read("virtualServices: [{ name: a, address: 0.0.0.0, port: 80, realServers: [" + text + "] }]");
        assertThat(reading).isInstanceOf(ConfigReading.Valid.class);
        List<VirtualServiceConfig> services =
                ((ConfigReading.Valid) reading).config().virtualServices();
        return services.get(0).realServers().get(0);
    }

    private static ConfigReading read(String text) {
        return ConfigReader.withInstalledKinds().read("test.yaml", text);
    }
}
