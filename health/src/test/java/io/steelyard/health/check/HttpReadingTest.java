package io.steelyard.health.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpReadingTest {
    private static final HttpReading NAMED = reading("www.surveyor.lab", true);

    private static HttpReading reading(@Nullable String host, boolean named) {
        return new HttpReading(new HttpPlace(HttpScheme.HTTP, host, 80, "/"), named);
    }

    private static HttpAnswerHead head(String... lines) throws HttpAnswerHead.Malformed {
        return HttpAnswerHead.parse((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private static HttpAnswerHead httpSys(int code) throws HttpAnswerHead.Malformed {
        return head("HTTP/1.1 " + code + " Whatever", "Server: Microsoft-HTTPAPI/2.0");
    }

    @ParameterizedTest
    @CsvSource({
        "400,HTTP 400 from HTTP.sys: no site has a binding for www.surveyor.lab",
        "404,HTTP 404 from HTTP.sys: the site is stopped or has no binding for www.surveyor.lab",
        "503,HTTP 503 from HTTP.sys: the application pool is stopped",
        "500,HTTP 500 Whatever"
    })
    void what_http_sys_answers_itself_is_read_as_what_is_wrong_with_the_site(int code, String words) throws Exception {
        assertThat(NAMED.seen(httpSys(code))).isEqualTo(words);
    }

    @Test
    void without_a_host_name_http_sys_wants_one() throws Exception {
        assertThat(reading(null, false).seen(httpSys(400)))
                .isEqualTo("HTTP 400 from HTTP.sys: the request carried no host name; the server wants one");
        assertThat(reading("192.0.2.21", false).seen(httpSys(400)))
                .isEqualTo("HTTP 400 from HTTP.sys: no site has a binding for 192.0.2.21; "
                        + "the check has no host name to ask by");
        assertThat(reading(null, false).seen(httpSys(404))).contains("wants a host name");
    }

    @Test
    void a_site_that_answers_itself_is_not_taken_for_http_sys() throws Exception {
        assertThat(NAMED.seen(head("HTTP/1.1 404 Not Found", "Server: Microsoft-IIS/10.0")))
                .isEqualTo("HTTP 404 Not Found");
    }

    @Test
    void a_redirect_is_told_with_where_it_leads() throws Exception {
        assertThat(NAMED.seen(head("HTTP/1.1 302 Found", "location: http://www.business.lab/surveyors/services")))
                .isEqualTo("HTTP 302 to http://www.business.lab/surveyors/services");
        assertThat(NAMED.seen(head("HTTP/1.1 304 Not Modified"))).isEqualTo("HTTP 304 Not Modified");
    }

    @Test
    void what_a_server_sends_stays_on_one_line_and_short() throws Exception {
        String seen = NAMED.seen(head("HTTP/1.1 302 Found", "Location: http://x/\u001b[31m\t" + "y".repeat(5000)));

        assertThat(seen).startsWith("HTTP 302 to http://x/?[31m?yyy").hasSizeLessThan(300);
    }

    @Test
    void a_status_line_without_a_phrase_is_one() throws Exception {
        assertThat(NAMED.seen(head("HTTP/1.0 200"))).isEqualTo("HTTP 200");
        assertThat(NAMED.seen(head("HTTP/1.1 200 "))).isEqualTo("HTTP 200");
    }
}
