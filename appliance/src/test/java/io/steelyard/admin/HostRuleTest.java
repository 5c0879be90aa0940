package io.steelyard.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostRuleTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, localhost, true",
        "127.0.0.1, LocalHost:8443, true",
        "127.0.0.1, 127.0.0.1:8443, true",
        "127.0.0.1, [::1]:8443, true",
        "127.0.0.1, 127.0.0.1.attacker.example, false",
        "127.0.0.1, localhost.attacker.example, false",
        "127.0.0.1, attacker.example, false",
        "127.0.0.1, 192.0.2.1, false",
        "127.0.0.1, '', false",
        "127.0.0.1, [::1, false",
        "192.0.2.1, 192.0.2.1:8443, true",
        "192.0.2.1, 192.0.2.2, false",
        "192.0.2.1, attacker.example, false",
        "0.0.0.0, 192.0.2.1:8443, true",
        "0.0.0.0, attacker.example, false",
        "'::', '[2001:db8::1]:8443', true",
        "2001:db8::1, '[2001:db8:0::1]:8443', true",
        "2001:db8::1, '[2001:db8::2]', false",
    })
    void only_loopback_and_the_configured_address_are_ours(String configured, String host, boolean allowed) {
        assertThat(new HostRule(configured).allows(host)).isEqualTo(allowed);
    }
}
