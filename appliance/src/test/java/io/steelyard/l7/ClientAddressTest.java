package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.ForwardingConfig;
import io.steelyard.config.ForwardingConfig.Style;
import io.steelyard.config.IpPrefix;
import io.steelyard.config.OriginConfig;
import io.steelyard.net.IpText;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who is taken for the client, and what real servers are told of it. The peer is 10.0.0.1 and trusted, as all of 10.0.0.0/8,
 * where a test does not say otherwise.
 */
class ClientAddressTest {
    private static final String PEER = "10.0.0.1";
    private static final OriginConfig TRUSTING = trusting(Style.X_FORWARDED);

    private static OriginConfig trusting(Style style) {
        return OriginConfig.DEFAULT.with(new ForwardingConfig(style, List.of(new IpPrefix("10.0.0.0", 8))));
    }

    private record Seen(String client, List<String> told) {}

    private static Seen seen(OriginConfig config, String peer, String... fields) {
        Pieces request = new Pieces(
                "whole",
                Message.bytes("GET / HTTP/1.1\r\nHost: a.example:81\r\n"
                        + String.join(
                                "",
                                Stream.of(fields).map(field -> field + "\r\n").toList()) + "\r\n"));
        HeadReading reading = HeadReading.ofRequest(request);
        assertThat(reading.accepted()).isTrue();
        RequestOrigin origin = new RequestOrigin();
        origin.begin(new ClientEnds(
                new AddressedConnection(new InetSocketAddress(peer, 4711), new InetSocketAddress("192.0.2.80", 8080))));
        origin.read(OriginRules.of(config), reading.head(), new Ids());
        HeadWriter out = new HeadWriter();
        RequestHead.write(out, reading.head(), origin, new byte[0], List.of());
        RecordingConnection sent = new RecordingConnection();
        out.sendTo(sent);
        byte[] client = IpText.write(origin.provenance().address());
        return new Seen(
                new String(client, StandardCharsets.US_ASCII),
                sent.written()
                        .lines()
                        .skip(1)
                        .filter(line -> line.matches("(?i)(x-|forwarded).*"))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "203.0.113.9 | 203.0.113.9",
                "203.0.113.9, 10.0.0.2 | 203.0.113.9",
                "1.1.1.1, 203.0.113.9, 10.0.0.2 | 203.0.113.9",
                "10.9.9.9, 203.0.113.9 | 203.0.113.9",
                "10.0.0.3, 10.0.0.2 | 10.0.0.3",
                "203.0.113.9:51234 | 203.0.113.9",
                "2001:db8::1, 10.0.0.2 | 2001:db8::1",
                "[2001:db8::1] | 2001:db8::1",
                "[2001:DB8::1]:443 | 2001:db8::1",
                "::ffff:10.0.0.9 | 10.0.0.9",
                "1.1.1.1, ::ffff:10.0.0.9 | 1.1.1.1",
                "unknown | 10.0.0.1",
                "203.0.113.9, unknown, 10.0.0.2 | 10.0.0.2",
                "203.0.113.9, _hidden | 10.0.0.1",
                "<script>, 203.0.113.9 | 203.0.113.9",
                ", 203.0.113.9 | 203.0.113.9",
                "203.0.113.9, | 10.0.0.1",
                "203.0.113.9,, 10.0.0.2 | 10.0.0.1",
                "203.0.113.9, 10.0.0.256 | 10.0.0.1",
                "203.0.113.9, 010.0.0.2 | 10.0.0.1",
                "203.0.113.9 10.0.0.2 | 10.0.0.1",
                "[203.0.113.9] | 10.0.0.1",
                "203.0.113.9:65536 | 10.0.0.1",
                "203.0.113.9: | 10.0.0.1",
                "localhost | 10.0.0.1",
                "\"203.0.113.9\" | 10.0.0.1",
            })
    void the_right_most_untrusted_station_is_the_client(String list, String client) {
        assertThat(seen(TRUSTING, PEER, "X-Forwarded-For: " + list).client()).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "for=203.0.113.9 | 203.0.113.9",
                "For=203.0.113.9;Proto=https;by=10.0.0.2 | 203.0.113.9",
                "for=1.1.1.1, for=203.0.113.9,for=10.0.0.2 | 203.0.113.9",
                "for=\"203.0.113.9:47011\" | 203.0.113.9",
                "for=\"[2001:db8:cafe::17]\" | 2001:db8:cafe::17",
                "for=\"[2001:db8:cafe::17]:4711\";host=\"a, b;for=1.1.1.1\" | 2001:db8:cafe::17",
                "for=\"_gazonk\" | 10.0.0.1",
                "for=_SEVKISEK, for=10.0.0.2 | 10.0.0.2",
                "for=unknown | 10.0.0.1",
                "by=203.0.113.9 | 10.0.0.1",
                "for=203.0.113.9, proto=http, for=10.0.0.2 | 10.0.0.2",
                "for=[2001:db8::1] | 10.0.0.1",
                "for=\"2001:db8::1\" | 10.0.0.1",
                "for=203.0.113.9:80 | 10.0.0.1",
                "for=203.0.113.9;for=1.1.1.1 | 10.0.0.1",
                "for=203.0.113.9; FOR=1.1.1.1 | 10.0.0.1",
                "for = 203.0.113.9 | 10.0.0.1",
                "for=\"203.0.113.9 | 10.0.0.1",
                "for=\"203.0.113\\.9\" | 10.0.0.1",
                "for=203.0.113.9; | 10.0.0.1",
                "for=203.0.113.9, | 10.0.0.1",
                "for= | 10.0.0.1",
                "for=\"\" | 10.0.0.1",
                "203.0.113.9 | 10.0.0.1",
                "for=203.0.113.9 proto=http | 10.0.0.1",
            })
    void Forwarded_is_read_as_RFC_7239_has_it(String value, String client) {
        assertThat(seen(trusting(Style.FORWARDED), PEER, "Forwarded: " + value).client())
                .isEqualTo(client);
    }

    @Test
    void a_list_goes_on_over_several_fields() {
        Seen seen = seen(
                TRUSTING,
                PEER,
                "X-Forwarded-For: 1.1.1.1, 203.0.113.9",
                "X-Forwarded-For:",
                "x-forwarded-for: 10.0.0.2");

        assertThat(seen.client()).isEqualTo("203.0.113.9");
        assertThat(seen.told()).contains("X-Forwarded-For: 1.1.1.1, 203.0.113.9, 10.0.0.2, 10.0.0.1");
    }

    @Test
    void a_list_without_end_is_none() {
        String endless = "10.0.0.2, ".repeat(40) + "10.0.0.3";

        assertThat(seen(TRUSTING, PEER, "X-Forwarded-For: 203.0.113.9, " + endless)
                        .client())
                .isEqualTo(PEER);
        assertThat(seen(trusting(Style.FORWARDED), PEER, "Forwarded: " + "for=10.0.0.2, ".repeat(40) + "for=10.0.0.3")
                        .client())
                .isEqualTo(PEER);
    }

    @Test
    void what_an_untrusted_client_says_of_itself_is_replaced() {
        Seen seen = seen(
                TRUSTING,
                "203.0.113.66",
                "X-Forwarded-For: 1.1.1.1",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-Port: 443",
                "X-Real-IP: 1.1.1.1",
                "Forwarded: for=1.1.1.1");

        assertThat(seen.client()).isEqualTo("203.0.113.66");
        assertThat(seen.told())
                .containsExactly(
                        "X-Forwarded-For: 203.0.113.66",
                        "X-Forwarded-Proto: http",
                        "X-Forwarded-Host: a.example:81",
                        "X-Forwarded-Port: 8080",
                        "X-Real-IP: 203.0.113.66");
    }

    @Test
    void what_a_trusted_proxy_says_is_extended_or_kept() {
        Seen seen = seen(
                TRUSTING,
                PEER,
                "X-Forwarded-For: 1.1.1.1, 203.0.113.9",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: www.surveyor.lab",
                "X-Forwarded-Port: 443",
                "X-Real-IP: 1.1.1.1",
                "Forwarded: for=1.1.1.1");

        assertThat(seen.told())
                .as("Forwarded, which nobody looked at, stays out")
                .containsExactly(
                        "X-Forwarded-For: 1.1.1.1, 203.0.113.9, 10.0.0.1",
                        "X-Forwarded-Proto: https",
                        "X-Forwarded-Host: www.surveyor.lab",
                        "X-Forwarded-Port: 443",
                        "X-Real-IP: 203.0.113.9");
    }

    @Test
    void what_a_trusted_proxy_says_in_two_ways_or_nonsense_is_replaced() {
        Seen seen = seen(
                TRUSTING,
                PEER,
                "X-Forwarded-Proto: https",
                "X-Forwarded-Proto: http",
                "X-Forwarded-Host: a b",
                "X-Forwarded-Port: 123456");

        assertThat(seen.told())
                .containsExactly(
                        "X-Forwarded-For: 10.0.0.1",
                        "X-Forwarded-Proto: http",
                        "X-Forwarded-Host: a.example:81",
                        "X-Forwarded-Port: 8080");
    }

    @Test
    void what_stands_malformed_left_of_the_client_is_not_passed_on() {
        assertThat(seen(TRUSTING, PEER, "X-Forwarded-For: 1.1.1.1, <script>, 192.0.2.7, 203.0.113.9")
                        .told())
                .contains("X-Forwarded-For: 192.0.2.7, 203.0.113.9, 10.0.0.1");
    }

    @Test
    void a_malformed_list_is_replaced_as_a_whole() {
        assertThat(seen(TRUSTING, PEER, "X-Forwarded-For: 1.1.1.1, <script>", "X-Forwarded-Proto: https")
                        .told())
                .contains("X-Forwarded-For: 10.0.0.1", "X-Forwarded-Proto: http");
    }

    @Test
    void Forwarded_is_written_with_quotes_where_it_needs_them() {
        OriginConfig config = OriginConfig.DEFAULT.with(new ForwardingConfig(Style.FORWARDED, List.of()));

        assertThat(seen(config, "203.0.113.9").told())
                .containsExactly("Forwarded: for=203.0.113.9;proto=http;host=\"a.example:81\"");
        assertThat(seen(config, "2001:db8::9", "X-Forwarded-For: 1.1.1.1").told())
                .containsExactly("Forwarded: for=\"[2001:db8::9]\";proto=http;host=\"a.example:81\"");
    }

    @Test
    void Forwarded_of_a_trusted_proxy_is_extended() {
        assertThat(seen(trusting(Style.FORWARDED), PEER, "Forwarded: for=1.1.1.1, for=\"[2001:db8::9]\";proto=https")
                        .told())
                .containsExactly("Forwarded: for=1.1.1.1, for=\"[2001:db8::9]\";proto=https,"
                        + " for=10.0.0.1;proto=http;host=\"a.example:81\"");
    }

    @Test
    void with_both_styles_the_one_that_is_there_fills_the_other() {
        assertThat(seen(trusting(Style.BOTH), PEER, "X-Forwarded-For: 1.1.1.1, 2001:db8::9")
                        .told())
                .contains(
                        "X-Forwarded-For: 1.1.1.1, 2001:db8::9, 10.0.0.1",
                        "Forwarded: for=\"[2001:db8::9]\", for=10.0.0.1;proto=http;host=\"a.example:81\"");
        assertThat(seen(trusting(Style.BOTH), PEER, "Forwarded: for=203.0.113.9")
                        .told())
                .contains("X-Forwarded-For: 203.0.113.9, 10.0.0.1");
    }

    @Test
    void two_lists_that_contradict_each_other_say_nothing() {
        Seen seen = seen(trusting(Style.BOTH), PEER, "X-Forwarded-For: 203.0.113.9", "Forwarded: for=1.1.1.1");

        assertThat(seen.client()).isEqualTo(PEER);
        assertThat(seen.told()).contains("X-Forwarded-For: 10.0.0.1");
        assertThat(seen(trusting(Style.BOTH), PEER, "X-Forwarded-For: 203.0.113.9", "Forwarded: for=203.0.113.9")
                        .client())
                .isEqualTo("203.0.113.9");
    }

    @Test
    void with_no_style_nothing_is_added_and_only_a_trusted_proxy_is_passed_on() {
        assertThat(seen(trusting(Style.NONE), PEER, "X-Forwarded-For: 203.0.113.9"))
                .isEqualTo(new Seen("203.0.113.9", List.of("X-Forwarded-For: 203.0.113.9")));
        assertThat(seen(trusting(Style.NONE), "203.0.113.66", "X-Forwarded-For: 1.1.1.1", "X-Real-IP: 1.1.1.1"))
                .isEqualTo(new Seen("203.0.113.66", List.of()));
    }

    @Test
    void whatever_stands_there_the_client_is_an_address_and_the_list_can_be_read_again() {
        List<String> words = List.of(
                "for=",
                "203.0.113.9",
                "10.0.0.2",
                ",",
                ", ",
                ";",
                "\"",
                "[",
                "]",
                "2001:db8::1",
                ":",
                "80",
                "unknown",
                "_x",
                "=",
                "\\",
                " ",
                "proto=https",
                "by=",
                "\t",
                "é");
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 40_000; round++) {
            StringBuilder value = new StringBuilder();
            for (int word = random.nextInt(12); word > 0; word--) {
                value.append(words.get(random.nextInt(words.size())));
            }
            boolean x = random.nextBoolean();
            OriginConfig config = trusting(x ? Style.X_FORWARDED : Style.FORWARDED);
            String name = x ? "X-Forwarded-For: " : "Forwarded: ";
            Seen seen = seen(config, PEER, name + value.toString().strip());
            String told = seen.told().stream()
                    .filter(line -> line.startsWith(name))
                    .findFirst()
                    .orElseThrow();

            assertThat(seen(config, "10.0.0.7", told).client())
                    .as("round %d: %s", round, value)
                    .isEqualTo(seen.client());
        }
    }
}
