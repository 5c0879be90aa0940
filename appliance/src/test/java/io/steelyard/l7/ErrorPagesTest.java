package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.Accept;
import io.steelyard.config.AnswersConfig;
import io.steelyard.config.ErrorPageConfig;
import io.steelyard.config.HttpConfig;
import io.steelyard.config.OriginConfig;
import io.steelyard.config.PageText;
import io.steelyard.config.RequestIdConfig;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Errors that the appliance answers itself, in the administrator's words. */
@SuppressWarnings("StringConcatToTextBlock") // the lines of a text block do not end with CR LF
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

    private static OriginConfig ids(boolean inResponse) {
        return OriginConfig.DEFAULT.with(new RequestIdConfig(true, "X-Request-Id", Accept.ALWAYS, inResponse));
    }

    private static String ask(String path, String... fields) {
        return "GET " + path + " HTTP/1.1\r\nHost: a.example\r\n" + String.join("\r\n", fields) + "\r\n\r\n";
    }

    @Test
    void a_page_names_the_id_of_its_request_and_so_does_the_answer() throws Exception {
        HttpConfig config =
                answers(Duration.ZERO, page(400, 599, "<p>{requestId}</p>")).with(ids(true));
        try (TestProxy proxy = withoutServers(Transport.best(), config);
                WireEnd client = WireEnd.to(proxy.port())) {
            WireMessage named = client.ask(ask("/", "X-Request-Id: abc-1"));
            WireMessage made = client.ask(GET);

            assertThat(named.body()).isEqualTo("<p>abc-1</p>");
            assertThat(named.values("X-Request-Id")).containsExactly("abc-1");
            assertThat(made.body()).matches("<p>[0-9a-f]{32}</p>");
            assertThat(made.body()).isEqualTo("<p>" + String.join("", made.values("X-Request-Id")) + "</p>");
        }
    }

    @Test
    void our_plain_page_and_the_answer_to_OPTIONS_carry_the_id_as_well() throws Exception {
        try (TestProxy proxy = withoutServers(Transport.best(), HttpConfig.DEFAULT.with(ids(true)));
                WireEnd client = WireEnd.to(proxy.port())) {
            WireMessage plain = client.ask(ask("/", "X-Request-Id: abc-1"));
            WireMessage options = client.ask(
                    ask("/", "X-Request-Id: abc-2", "Max-Forwards: 0").replace("GET", "OPTIONS"));

            assertThat(plain.status()).isEqualTo(503);
            assertThat(plain.values("X-Request-Id")).containsExactly("abc-1");
            assertThat(options.status()).isEqualTo(200);
            assertThat(options.values("X-Request-Id")).containsExactly("abc-2");
        }
    }

    @Test
    void a_client_that_is_not_to_be_told_the_id_is_not_told_it_by_a_head() throws Exception {
        try (TestProxy proxy = withoutServers(Transport.best(), HttpConfig.DEFAULT.with(ids(false)));
                WireEnd client = WireEnd.to(proxy.port())) {
            assertThat(client.ask(GET).has("X-Request-Id")).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>alert(1)</script>", "a&b", "\"", "'"})
    void no_mark_up_gets_into_a_page_by_an_id(String id) throws Exception {
        HttpConfig config =
                answers(Duration.ZERO, page(503, 503, "{requestId}")).with(ids(true));
        try (TestProxy proxy = withoutServers(Transport.best(), config);
                WireEnd client = WireEnd.to(proxy.port())) {
            assertThat(client.ask(ask("/", "X-Request-Id: " + id)).body()).matches("[0-9a-f]{32}");
        }
    }

    @Test
    void where_a_request_has_no_id_its_page_has_a_hyphen() throws Exception {
        try (TestProxy proxy = withoutServers(Transport.best(), answers(Duration.ZERO, page(400, 599, "{requestId}")));
                WireEnd client = WireEnd.to(proxy.port())) {
            assertThat(client.ask(GET).body()).isEqualTo("-");
            assertThat(client.ask("GET / HTTP/1.1\r\n\r\n").body()).isEqualTo("-");
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
