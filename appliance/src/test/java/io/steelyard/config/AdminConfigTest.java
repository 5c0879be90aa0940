package io.steelyard.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminConfigTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, false, true",
        "::1, false, true",
        "127.9.9.9, false, true",
        "0.0.0.0, true, false",
        "192.0.2.7, true, false",
        "'::', true, false",
    })
    void off_loopback_addresses_tls_is_on_and_metrics_are_not_for_everybody(
            String address, boolean tls, boolean metricsOpen) {
        AdminConfig config = new AdminConfig(address, 8443);

        assertThat(config.isTls()).isEqualTo(tls);
        assertThat(config.areMetricsOpen()).isEqualTo(metricsOpen);
        assertThat(config.isOpen()).isFalse();
    }

    @Test
    void plain_http_off_loopback_addresses_is_refused_with_the_reason() {
        assertThat(problem("admin: { address: 0.0.0.0, protocol: http }"))
                .contains("admin.protocol:")
                .contains("passwords")
                .contains("127.0.0.1")
                .contains("https");
    }

    @Test
    void open_access_off_loopback_addresses_is_refused_with_the_reason() {
        assertThat(problem("admin: { address: 192.0.2.7, access: open }"))
                .contains("admin.access:")
                .contains("everybody")
                .contains("192.0.2.7");
    }

    @Test
    void a_certificate_without_its_key_is_refused() {
        assertThat(problem("admin: { tls: { certificate: a.pem } }")).contains("admin.tls.key:");
        assertThat(problem("admin: { tls: { key: a.key } }")).contains("admin.tls.certificate:");
        assertThat(problem("admin: { protocol: http, tls: { certificate: a.pem, key: a.key } }"))
                .contains("admin.protocol:");
    }

    @Test
    void a_log_on_that_would_end_before_it_is_idle_is_refused() {
        assertThat(problem("admin: { session: { idle: 2h, longest: 1h } }")).contains("admin.session.longest:");
    }

    @Test
    void a_certificate_of_ones_own_turns_tls_on_everywhere() {
        AdminConfig config = valid("admin: { tls: { certificate: a.pem, key: a.key } }");

        assertThat(config.isTls()).isTrue();
    }

    @Test
    void on_loopback_addresses_access_may_be_open() {
        assertThat(valid("admin: { access: open }").isOpen()).isTrue();
        assertThat(valid("admin: { access: open }").isTls()).isFalse();
        assertThat(valid("admin: { metrics: token }").areMetricsOpen()).isFalse();
    }

    private static AdminConfig valid(String yaml) {
        ConfigReading reading = read(yaml);
        assertThat(reading).isInstanceOf(ConfigReading.Valid.class);
        return ((ConfigReading.Valid) reading).config().admin();
    }

    private static String problem(String yaml) {
        ConfigReading reading = read(yaml);
        assertThat(reading).isInstanceOf(ConfigReading.Invalid.class);
        assertThat(((ConfigReading.Invalid) reading).problems()).hasSize(1);
        return ((ConfigReading.Invalid) reading).problems().get(0).toString();
    }

    private static ConfigReading read(String yaml) {
        return new ConfigReader(TestKinds.ALL).read("test.yaml", yaml + "\nvirtualServices: []\n");
    }
}
