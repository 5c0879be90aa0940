package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FieldRulesTest {

    /** RFC 9110 section 7.6.1. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-A         | true",
                "x-a         | true",
                "close, X-A  | true",
                "X-A,close   | true",
                ",, X-A ,    | true",
                "X-AB        | false",
                "X           | false",
                "close       | false",
                "X-B, X-AA   | false"
            })
    void a_field_is_named_by_connection_when_its_whole_name_is_in_the_list(String connection, boolean named) {
        Head head = head("Connection: " + connection + "\r\nX-A: b\r\n");

        assertThat(FieldRules.isNamedByConnection(head, head.fieldCount() - 1)).isEqualTo(named);
    }

    @Test
    void any_of_several_connection_fields_may_name_a_field() {
        Head head = head("Connection: close\r\nConnection: X-B\r\nConnection: X-A\r\nX-A: b\r\n");

        assertThat(FieldRules.isNamedByConnection(head, head.fieldCount() - 1)).isTrue();
    }

    @Test
    void values_are_found_by_name_whatever_its_case() {
        Head head = head("lOCATION: /x\r\nLocation: /y\r\n");

        assertThat(head.value(FieldName.LOCATION)).isEqualTo("/x");
        assertThat(head.value(FieldName.COOKIE)).isNull();
    }

    /** RFC 9110 section 6.5.1. */
    @ParameterizedTest
    @EnumSource(
            value = FieldName.class,
            names = {
                "CONTENT_LENGTH",
                "TRANSFER_ENCODING",
                "HOST",
                "CONNECTION",
                "TRAILER",
                "TE",
                "EXPECT",
                "CACHE_CONTROL",
                "CONTENT_TYPE",
                "AUTHORIZATION",
                "COOKIE",
                "SET_COOKIE"
            })
    void what_frames_routes_or_controls_a_message_is_forbidden_behind_it(FieldName name) {
        assertThat(name.isForbiddenInTrailers()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(FieldName.class)
    void what_is_for_one_connection_only_cannot_come_behind_a_body(FieldName name) {
        assertThat(!name.isHopByHop() || name.isForbiddenInTrailers()).isTrue();
    }

    private static Head head(String fields) {
        String message = "GET / HTTP/1.1\r\nHost: a.example\r\n" + fields + "\r\n";
        HeadReading reading = HeadReading.ofRequest(new Pieces("whole", Message.bytes(message)));
        assertThat(reading.accepted()).isTrue();
        return reading.head();
    }
}
