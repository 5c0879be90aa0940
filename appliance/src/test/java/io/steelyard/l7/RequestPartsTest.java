package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.steelyard.pool.Span;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestPartsTest {

    private static Head head(String lines) {
        Head head = new Head();
        ByteBuf data = Unpooled.copiedBuffer(lines.replace("\n", "\r\n") + "\r\n\r\n", StandardCharsets.ISO_8859_1);
        HeadParser.Progress progress = HeadParser.ofRequests(head, 4096, 20).feed(data);
        data.release();
        assertThat(progress).isEqualTo(HeadParser.Progress.COMPLETE);
        return head;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static @Nullable String text(Head head, long span) {
        return span == Span.NONE
                ? null
                : new String(
                        head.bytes, Span.start(span), Span.end(span) - Span.start(span), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "/                        | /      | -",
                "/a/b?x=1&y=2             | /a/b   | x=1&y=2",
                "/a?                      | /a     | ''",
                "/a?b?c                   | /a     | b?c",
                "http://h.lab/p?q         | /p     | q",
                "http://h.lab             | ''     | -",
                "http://h.lab?q=1         | ''     | q=1",
            })
    void a_target_is_parted_at_its_first_question_mark(String target, String path, @Nullable String query) {
        Head head = head("GET " + target + " HTTP/1.1\nHost: h.lab");

        assertThat(text(head, RequestParts.path(head))).isEqualTo(path);
        assertThat(text(head, RequestParts.query(head))).isEqualTo(query);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "/a                    | -",
                "/a?user=7             | 7",
                "/a?x=1&user=7&y=2     | 7",
                "/a?user=7&user=8      | 7",
                "/a?user=              | ''",
                "/a?user               | -",
                "/a?superuser=7        | -",
                "/a?username=7         | -",
                "/a?User=7             | -",
                "/a?&&user=7           | 7",
            })
    void the_first_query_item_of_the_name_counts(String target, @Nullable String value) {
        Head head = head("GET " + target + " HTTP/1.1\nHost: h.lab");

        assertThat(text(head, RequestParts.queryItem(head, bytes("user")))).isEqualTo(value);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "sid=abc                | abc",
                "a=1; sid=abc; b=2      | abc",
                "a=1;sid=abc;b=2        | abc",
                "a=1; xsid=9; sid=abc   | abc",
                "sid=a=b==              | a=b==",
                "sid=  ; sid=x          | ''",
                "SID=abc                | -",
                "sidx=abc               | -",
                "sid                    | -",
                ";;; ;                  | -",
            })
    void a_cookie_is_found_by_its_whole_name(String cookies, @Nullable String value) {
        Head head = head("GET / HTTP/1.1\nHost: h.lab\nCookie: " + cookies);

        assertThat(text(head, RequestParts.cookie(head, bytes("sid")))).isEqualTo(value);
    }

    @Test
    void a_second_cookie_field_is_looked_at_too() {
        Head head = head("GET / HTTP/1.1\nHost: h.lab\nCookie: a=1\nX: y\ncookie: sid=abc");

        assertThat(text(head, RequestParts.cookie(head, bytes("sid")))).isEqualTo("abc");
    }

    @Test
    void a_field_is_found_whatever_the_case_of_its_name() {
        Head head = head("GET / HTTP/1.1\nHost: h.lab\nX-USER: Anna \nx-user: Ben");

        assertThat(text(head, RequestParts.field(head, bytes("x-user")))).isEqualTo("Anna");
        assertThat(RequestParts.field(head, bytes("x-use"))).isEqualTo(Span.NONE);
    }
}
