package io.steelyard.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.config.ConfigReading.Invalid;
import io.steelyard.config.ConfigReading.Valid;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashingConfigTest {
    private final ConfigReader reader = new ConfigReader(TestKinds.ALL);

    private ConfigReading read(String lines) {
        return reader.read("test.yaml", "virtualServices:\n  - { name: a, address: 0.0.0.0, port: 80, " + lines + " }");
    }

    private VirtualServiceConfig valid(String lines) {
        ConfigReading reading = read(lines);
        assertThat(reading).isInstanceOf(Valid.class);
        return ((Valid) reading).config().virtualServices().get(0);
    }

    private List<String> problems(String lines) {
        ConfigReading reading = read(lines);
        assertThat(reading).isInstanceOf(Invalid.class);
        return ((Invalid) reading)
                .problems().stream().map(ConfigProblem::toString).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "round-robin, ROUND_ROBIN",
        "weighted-round-robin, WEIGHTED_ROUND_ROBIN",
        "least-connection, LEAST_CONNECTION",
        "weighted-least-connection, WEIGHTED_LEAST_CONNECTION",
        "fixed-weighting, FIXED_WEIGHTING",
        "weighted-response-time, WEIGHTED_RESPONSE_TIME",
        "resource, RESOURCE",
        "source-ip-hash, SOURCE_IP_HASH",
        "uri-hash, URI_HASH",
        "random-two, RANDOM_TWO",
    })
    void every_scheduling_method_has_its_word(String word, Scheduling scheduling) {
        assertThat(valid("scheduling: " + word).scheduling()).isEqualTo(scheduling);
    }

    @Test
    void what_is_written_is_what_is_hashed() {
        assertThat(valid("scheduling: header-hash, hashing: { header: X-Tenant, boundPercent: 0 }")
                        .distribution()
                        .hashing())
                .isEqualTo(new HashingConfig(UriPart.PATH, "X-Tenant", SourcePrefix.SINGLE, 0));
        assertThat(valid("scheduling: source-ip-hash, hashing: { ipv4Prefix: 24, ipv6Prefix: 48 }")
                        .distribution()
                        .hashing()
                        .prefix())
                .isEqualTo(new SourcePrefix(24, 48));
        assertThat(valid("scheduling: uri-hash, hashing: { uriPart: whole }")
                        .distribution()
                        .hashing()
                        .uriPart())
                .isEqualTo(UriPart.WHOLE);
    }

    @Test
    void a_header_hash_must_say_which_header() {
        assertThat(problems("scheduling: header-hash"))
                .singleElement()
                .asString()
                .contains("hashing.header: this is missing, scheduling: header-hash needs it");
    }

    @Test
    void hashing_settings_without_a_hash_are_a_mistake() {
        assertThat(problems("scheduling: least-connection, hashing: { uriPart: whole }"))
                .singleElement()
                .asString()
                .contains("this goes with scheduling: source-ip-hash, uri-hash or header-hash only");
    }

    @ParameterizedTest
    @CsvSource({
        "boundPercent: 100, 0 or a whole number from 110 to 1000",
        "boundPercent: 1001, 0 or a whole number from 110 to 1000",
        "boundPercent: much, 0 or a whole number from 110 to 1000",
        "uriPart: host, 'one of path, query, whole'",
        "ipv4Prefix: 33, a whole number from 1 to 32",
        "header: 'X User', without spaces",
        "uriPat: path, did you mean",
    })
    void what_cannot_be_is_told_with_what_can(String line, String sentence) {
        assertThat(problems("scheduling: uri-hash, hashing: { " + line + " }"))
                .singleElement()
                .asString()
                .contains(sentence);
    }

    @Test
    void the_record_refuses_what_a_file_may_not_hold() {
        assertThatThrownBy(() -> new HashingConfig(UriPart.PATH, "X-User", SourcePrefix.SINGLE, 50))
                .hasMessageContaining("boundPercent");
        assertThatThrownBy(() -> new SourcePrefix(0, 64)).hasMessageContaining("ipv4Prefix");
    }
}
