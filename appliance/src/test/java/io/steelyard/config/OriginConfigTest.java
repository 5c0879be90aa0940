package io.steelyard.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.config.ConfigReading.Invalid;
import io.steelyard.config.ConfigReading.Valid;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginConfigTest {
    private final ConfigReader reader = new ConfigReader(TestKinds.ALL);

    private ConfigReading read(String lines) {
        return reader.read("test.yaml", "virtualServices:\n  - { name: a, address: 0.0.0.0, port: 80, " + lines + " }");
    }

    private OriginConfig valid(String lines) {
        ConfigReading reading = read(lines);
        assertThat(reading).isInstanceOf(Valid.class);
        return ((Valid) reading).config().virtualServices().get(0).http().origin();
    }

    private List<String> problems(String lines) {
        ConfigReading reading = read(lines);
        assertThat(reading).isInstanceOf(Invalid.class);
        return ((Invalid) reading)
                .problems().stream().map(ConfigProblem::toString).toList();
    }

    @Test
    void nothing_written_trusts_nobody() {
        assertThat(valid("realServers: []")).isEqualTo(OriginConfig.DEFAULT);
        assertThat(OriginConfig.DEFAULT.forwarding().trusted()).isEmpty();
    }

    @Test
    void what_is_written_holds() {
        assertThat(valid("forwarding: { style: both, trusted: [10.0.0.0/8, 192.0.2.7, '2001:DB8:0::/32'] }")
                        .forwarding())
                .isEqualTo(new ForwardingConfig(
                        ForwardingConfig.Style.BOTH,
                        List.of(
                                new IpPrefix("10.0.0.0", 8),
                                new IpPrefix("192.0.2.7", 32),
                                new IpPrefix("2001:db8::", 32))));
        assertThat(valid("proxyProtocol: { in: required, from: [192.0.2.7], out: v2 }")
                        .proxyProtocol())
                .isEqualTo(new ProxyProtocolConfig(
                        ProxyProtocolConfig.In.REQUIRED,
                        List.of(new IpPrefix("192.0.2.7", 32)),
                        ProxyProtocolConfig.Out.V2));
        assertThat(valid("requestId: { enabled: true, header: X-Correlation-Id, accept: never, inResponse: true }")
                        .requestId())
                .isEqualTo(new RequestIdConfig(true, "X-Correlation-Id", Accept.NEVER, true));
        assertThat(valid("tracing: { accept: trusted, start: true }").tracing())
                .isEqualTo(new TracingConfig(Accept.TRUSTED, true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "forwarding: { style: x } | one of x-forwarded, forwarded, both, none",
                "forwarding: { trusted: [proxy.lab] } | this must be an IP address, or a range of them",
                "forwarding: { trusted: [10.0.0.0/33] } | behind the slash must be a whole number from 0 to 32",
                "forwarding: { trusted: [10.0.0.0/08] } | behind the slash must be a whole number from 0 to 32",
                "forwarding: { trusted: [10.0.0.1/8] } | did you mean 10.0.0.0/8?",
                "forwarding: { trusted: ['2001:db8::1/32'] } | did you mean 2001:db8::/32?",
                "forwarding: { trusted: ['::ffff:10.0.0.1'] } | this must be an IP address, or a range of them",
                "forwarding: { truste: [10.0.0.1] } | did you mean",
                "requestId: { header: Host } | a name such as X-Request-Id",
                "requestId: { header: Content-Length } | a name such as X-Request-Id",
                "requestId: { header: X-Forwarded-For } | a name such as X-Request-Id",
                "requestId: { header: 'X Request' } | without spaces",
                "proxyProtocol: { in: required } | proxyProtocol.from: this is missing, in: required needs to know",
                "proxyProtocol: { from: [10.0.0.1] } | this goes with in: required or in: optional only",
                "proxyProtocol: { out: v3 } | one of off, v1, v2",
                "tracing: { accept: some } | one of always, trusted, never",
            })
    void what_cannot_be_is_told_with_what_can(String line, String sentence) {
        assertThat(problems(line)).singleElement().asString().contains(sentence);
    }

    @Test
    void the_records_refuse_what_a_file_may_not_hold() {
        assertThatThrownBy(() -> new RequestIdConfig(true, "Host", Accept.NEVER, false))
                .hasMessageContaining("header");
        assertThatThrownBy(
                        () -> new ForwardingConfig(ForwardingConfig.Style.BOTH, List.of(new IpPrefix("10.0.0.1", 8))))
                .hasMessageContaining("trusted");
    }
}
