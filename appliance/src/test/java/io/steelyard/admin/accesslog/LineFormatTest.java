package io.steelyard.admin.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.steelyard.config.AccessLogConfig;
import io.steelyard.config.AccessLogConfig.Format;
import io.steelyard.config.AccessLogTarget;
import io.steelyard.event.ExchangeEnd;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineFormatTest {
    private static final long BEGAN = Instant.parse("2026-01-31T23:05:09.007Z").toEpochMilli();
    private static final String GET =
            "GET /a?b=1 HTTP/1.1\nHost: shop.example\nUser-Agent: curl/8\nReferer: http://r/\n";

    private static byte[] bytes(String format, ExchangeEnd end) {
        boolean words = format.contains("{");
        Format form = words ? Format.TEMPLATE : Format.valueOf(format);
        String template = words ? format : AccessLogConfig.TEMPLATE.fallback();
        LineBuffer out = new LineBuffer();
        LineFormat.of(new AccessLogConfig(form, template, new AccessLogTarget.Stdout()))
                .write(end, BEGAN, new TimeText(ZoneOffset.ofHours(1)), out);
        return Arrays.copyOf(out.bytes(), out.length());
    }

    private static String line(String format, ExchangeEnd end) {
        return new String(bytes(format, end), StandardCharsets.UTF_8);
    }

    private static JsonNode json(ExchangeEnd end) throws IOException {
        return new ObjectMapper().readTree(bytes("JSON", end));
    }

    @Test
    void the_combined_form_is_that_of_apache_and_nginx() {
        String user = GET + "Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\n";

        assertThat(line("COMBINED", LoggedExchange.of(GET)))
                .isEqualTo("203.0.113.7 - - [01/Feb/2026:00:05:09 +0100] \"GET /a?b=1 HTTP/1.1\" 200 1000 \"http://r/\""
                        + " \"curl/8\"");
        assertThat(line("COMBINED", LoggedExchange.of(user))).startsWith("203.0.113.7 - Aladdin [");
        assertThat(line("COMBINED", LoggedExchange.lost("", (byte) 10, (byte) 0, (byte) 0, (byte) 1)))
                .isEqualTo("10.0.0.1 - - [01/Feb/2026:00:05:09 +0100] \"-\" 499 1000 \"-\" \"-\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Basic YTpi              | a
            basic YSBiOmM=          | a\\x20b
            Basic ImFbOng=          | \\x22a[
            Basic OmI=              | -
            Basic YWJj              | -
            Basic Y*==              | -
            Basic                   | -
            Bearer YTpi             | -
            """)
    void the_user_of_basic_authentication_is_shown_and_never_the_password(String authorization, String user) {
        assertThat(line("{user}", LoggedExchange.of(GET + "Authorization: " + authorization + "\n")))
                .isEqualTo(user);
    }

    @Test
    void the_json_form_has_every_name_that_is_documented() throws IOException {
        assertThat(line("JSON", LoggedExchange.of(GET).after("192.0.2.22:80")))
                .isEqualTo(
                        "{\"at\":\"2026-01-31T23:05:09.007Z\",\"virtualService\":\"shop\",\"client\":\"203.0.113.7\","
                                + "\"clientPort\":40000,\"peer\":\"10.1.0.9\",\"method\":\"GET\",\"host\":\"shop.example\",\"target\":\"/a?b=1\","
                                + "\"version\":\"HTTP/1.1\",\"status\":200,\"realServer\":\"192.0.2.21:80\","
                                + "\"persistence\":\"kept\",\"persistenceBy\":\"source-ip\",\"reused\":false,\"attempts\":2,"
                                + "\"failedAttempts\":[{\"realServer\":\"192.0.2.22:80\",\"reason\":\"connect-refused\"}],"
                                + "\"end\":{\"by\":\"done\",\"stage\":\"done\",\"reason\":null,\"detail\":null},"
                                + "\"bytes\":{\"received\":300,\"sent\":1200,\"body\":1000},"
                                + "\"time\":{\"head\":0.000,\"queue\":0.000,\"connect\":0.500,\"response\":2.000,"
                                + "\"transfer\":9.844,\"total\":12.345},"
                                + "\"referer\":\"http://r/\",\"agent\":\"curl/8\",\"requestId\":null,\"traceId\":null}");
    }

    @Test
    void an_exchange_that_failed_says_who_ended_it_how_far_it_had_come_and_why() throws IOException {
        JsonNode end = json(LoggedExchange.lost(GET, new byte[16])).get("end");

        assertThat(end.get("by").asText()).isEqualTo("client");
        assertThat(end.get("stage").asText()).isEqualTo("choosing");
        assertThat(end.get("reason").asText()).isEqualTo("client-gone");
        assertThat(line("{end.by} {end.stage} {end.reason} {time.connect} {realServer}", LoggedExchange.lost(GET)))
                .isEqualTo("client choosing client-gone - -");
    }

    @Test
    void a_template_tells_the_client_from_the_proxy_before_it_and_how_it_is_told_apart() {
        assertThat(line("{client} by {peer}, {persistence} by {persistenceBy}", LoggedExchange.of(GET)))
                .isEqualTo("203.0.113.7 by 10.1.0.9, kept by source-ip");
    }

    @Test
    void a_template_is_filled_in() {
        assertThat(line(
                        "{client}:{clientPort} \"{request}\" {{x}} {header.user-agent}|{header.X-No} {time.total}ms"
                                + " {failedAttempts}",
                        LoggedExchange.of(GET).after("a:1", "b:2")))
                .isEqualTo("203.0.113.7:40000 \"GET /a?b=1 HTTP/1.1\" {x} curl/8|- 12.345ms"
                        + " a:1=connect-refused,b:2=connect-refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMBINED", "JSON", "{request} \"{agent}\" {target} {header.referer} {host}"})
    void no_byte_of_a_request_ends_a_line_or_steers_a_terminal(String format) {
        for (int value = 0; value < 256; value++) {
            String nasty = "x" + (char) value + "y";
            byte[] line = bytes(
                    format,
                    LoggedExchange.of("GET /" + nasty + " HTTP/1.1\nUser-Agent: " + nasty + "\nReferer: " + nasty));

            for (byte b : line) {
                assertThat(b & 0xff)
                        .as("byte %d", value)
                        .isGreaterThanOrEqualTo(' ')
                        .isNotEqualTo(0x7f);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a"b\\c            | a\\x22b\\x5Cc
            %0d%0a            | \\x0D\\x0A
            %1b[31m%7f%ff     | \\x1B[31m\\x7F\\xFF
            """)
    void values_of_text_forms_are_escaped_as_nginx_does(String sent, String written) {
        assertThat(line(
                        "{agent}",
                        LoggedExchange.of("GET / HTTP/1.1\nUser-Agent: "
                                + decoded(sent).replace("\n", "").replace("\r", "\r"))))
                .isEqualTo(written.replace("\\x0A", ""));
    }

    private static String decoded(String text) {
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) == '%') {
                out.append((char) Integer.parseInt(text.substring(at + 1, at + 3), 16));
                at += 2;
            } else {
                out.append(text.charAt(at));
            }
        }
        return out.toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void any_bytes_make_valid_json_that_says_what_was_sent(long seed) throws IOException {
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            byte[] sent = new byte[random.nextInt(12)];
            random.nextBytes(sent);
            if (random.nextBoolean()) {
                sent = Character.toString(random.nextInt(0x10ffff)).getBytes(StandardCharsets.UTF_8);
            }
            String agent = new String(sent, StandardCharsets.ISO_8859_1).replace("\n", "");
            byte[] line = bytes("JSON", LoggedExchange.of("GET / HTTP/1.1\nUser-Agent: " + agent));

            assertThat(isUtf8(line)).isTrue();
            String read = new ObjectMapper().readTree(line).get("agent").asText();
            byte[] meant = agent.getBytes(StandardCharsets.ISO_8859_1);
            if (isUtf8(meant)) {
                assertThat(read).isEqualTo(new String(meant, StandardCharsets.UTF_8));
            } else {
                assertThat(read).hasSizeLessThanOrEqualTo(meant.length);
            }
        }
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "::, ::",
        "::1, ::1",
        "2001:db8::1, 2001:db8::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "1:0:0:2:0:0:3:4, 1::2:0:0:3:4",
        "fe80:0:0:0:1:0:0:0, fe80::1:0:0:0",
        "1:2:3:4:5:6:0:0, 1:2:3:4:5:6::",
        "255.0.10.1, 255.0.10.1"
    })
    void addresses_are_written_in_their_shortest_form(String address, String written) throws IOException {
        byte[] bytes = InetAddress.getByName(address).getAddress();

        assertThat(line("{client}", LoggedExchange.lost(GET, bytes))).isEqualTo(written);
    }

    @Test
    void long_values_are_cut_and_a_line_stays_bounded() {
        String agent = "\u0001".repeat(100_000);

        assertThat(bytes("JSON", LoggedExchange.of("GET / HTTP/1.1\nUser-Agent: " + agent)))
                .hasSizeBetween(6 * LineBuffer.MOST_OF_VALUE, 7 * LineBuffer.MOST_OF_VALUE);
        assertThat(bytes("{agent}".repeat(64), LoggedExchange.of("GET / HTTP/1.1\nUser-Agent: " + agent)))
                .hasSizeLessThan(100_000);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-29T00:59:59Z, Europe/Berlin, [29/Mar/2026:01:59:59 +0100]",
        "2026-03-29T01:00:00Z, Europe/Berlin, [29/Mar/2026:03:00:00 +0200]",
        "2026-01-01T00:00:00Z, America/St_Johns, [31/Dec/2025:20:30:00 -0330]",
        "1969-12-31T23:59:59Z, UTC, [31/Dec/1969:23:59:59 +0000]"
    })
    void local_times_follow_their_zone(String instant, String zone, String written) {
        LineBuffer out = new LineBuffer();
        TimeText times = new TimeText(ZoneId.of(zone));
        times.local(BEGAN, out);
        out.clear();
        times.local(Instant.parse(instant).toEpochMilli(), out);

        assertThat(new String(out.bytes(), 0, out.length(), StandardCharsets.US_ASCII))
                .isEqualTo(written);
    }
}
