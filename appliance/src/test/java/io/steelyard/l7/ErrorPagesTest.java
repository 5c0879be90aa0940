package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.AnswersConfig;
import io.steelyard.config.ErrorPageConfig;
import io.steelyard.config.HttpConfig;
import io.steelyard.config.PageText;
import io.steelyard.config.StatusRange;
import io.steelyard.net.Transport;
import io.steelyard.wire.WireEnd;
import io.steelyard.wire.WireMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Errors that the appliance answers itself, in the administrator's words. */
class ErrorPagesTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";

    private static HttpConfig answers(Duration retryAfter, ErrorPageConfig... pages) {
        return HttpConfig.DEFAULT.with(new AnswersConfig(List.of(pages), retryAfter, null));
    }

    private static ErrorPageConfig page(int from, int to, String text) {
        return new ErrorPageConfig(List.of(new StatusRange(from, to)), new PageText(text), "text/plain; charset=utf-8");
    }

    private static TestProxy withoutServers(Transport transport, HttpConfig config) throws Exception {
        return TestProxy.start(transport, config, new RecordingTraffic(), List.of());
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void a_status_has_the_first_page_that_is_for_it_with_its_parts_filled_in(Transport transport) throws Exception {
        HttpConfig config = answers(
                Duration.ofSeconds(90),
                page(503, 503, "grüße: {status} {reason}, {other} {status}"),
                page(400, 599, "any"));
        try (TestProxy proxy = withoutServers(transport, config);
                WireEnd client = WireEnd.to(proxy.port());
                WireEnd wrong = WireEnd.to(proxy.port())) {
            WireMessage answer = client.ask(GET);
            WireMessage refused = wrong.ask("GET / HTTP/1.1\r\n\r\n");

            assertThat(answer.firstLine()).isEqualTo("HTTP/1.1 503 Service Unavailable");
            assertThat(utf8(answer.body())).isEqualTo("grüße: 503 Service Unavailable, {other} 503");
            assertThat(answer.values("Content-Type")).containsExactly("text/plain; charset=utf-8");
            assertThat(answer.values("Cache-Control")).containsExactly("no-store");
            assertThat(answer.values("Retry-After")).containsExactly("90");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body()).isEqualTo("any");
            assertThat(refused.has("Retry-After")).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void the_largest_page_arrives_whole_and_the_connection_goes_on(Transport transport) throws Exception {
        String large = "x".repeat(ErrorPageConfig.MAX_BYTES);
        try (TestProxy proxy = withoutServers(transport, answers(Duration.ZERO, page(503, 503, large)));
                WireEnd client = WireEnd.to(proxy.port())) {
            assertThat(client.ask(GET).body()).isEqualTo(large);
            assertThat(client.ask(GET).body()).isEqualTo(large);
        }
    }

    @Test
    void HEAD_gets_the_same_head_and_no_body() throws Exception {
        try (TestProxy proxy =
                        withoutServers(Transport.best(), answers(Duration.ofSeconds(7), page(503, 503, "sorry")));
                WireEnd client = WireEnd.to(proxy.port())) {
            WireMessage whole = client.ask(GET);
            client.send(GET.replace("GET", "HEAD"));
            WireMessage head = client.responseHead();

            assertThat(withoutDate(head.fields())).isEqualTo(withoutDate(whole.fields()));
            assertThat(head.values("Content-Length")).containsExactly("5");
            assertThat(client.ask(GET).body()).isEqualTo("sorry");
        }
    }

    @Test
    void a_status_without_a_page_has_the_plain_one() throws Exception {
        try (TestProxy proxy = withoutServers(Transport.best(), answers(Duration.ZERO, page(400, 499, "client")));
                WireEnd client = WireEnd.to(proxy.port())) {
            WireMessage answer = client.ask(GET);

            assertThat(answer.body()).contains("<h1>503 Service Unavailable</h1>");
            assertThat(answer.values("Content-Type")).containsExactly("text/html; charset=utf-8");
            assertThat(answer.has("Retry-After")).isFalse();
        }
    }

    private static List<String> withoutDate(List<String> fields) {
        return fields.stream().filter(field -> !field.startsWith("Date:")).toList();
    }

    /** The body that the test's client keeps as a character per byte. */
    private static String utf8(String body) {
        return new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
