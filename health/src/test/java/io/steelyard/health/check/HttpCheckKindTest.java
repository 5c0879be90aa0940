package io.steelyard.health.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.health.settings.SettingProblem;
import io.steelyard.health.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpCheckKindTest {

    private static List<String> problems(Map<String, ?> written) {
        Settings settings = Settings.of(written, "check");
        new HttpCheckKind().create(settings);
        settings.end();
        return settings.problems().stream().map(SettingProblem::toString).toList();
    }

    @Test
    void what_contradicts_itself_is_refused_with_what_to_change() {
        assertThat(problems(Map.of("body", "x")))
                .containsExactly("check.body: an answer to HEAD has no body to match, the method must be GET or POST");
        assertThat(problems(Map.of("requestBody", "x", "method", "GET")))
                .containsExactly("check.requestBody: a GET request sends no body, the method must be POST");
        assertThat(problems(Map.of("path", "*"))).hasSize(1);
        assertThat(problems(Map.of("up", List.of()))).hasSize(1);
        assertThat(problems(Map.of("path", "*", "method", "OPTIONS"))).isEmpty();
    }

    @Test
    void every_wrong_value_is_named_with_what_is_allowed() {
        assertThat(problems(Map.of("method", "GETT")))
                .singleElement()
                .asString()
                .contains("'GETT'", "HEAD, GET, OPTIONS, POST", "did you mean 'GET'?");
        assertThat(problems(Map.of("version", "HTTP/2")))
                .singleElement()
                .asString()
                .contains("HTTP/1.1, HTTP/1.0");
        assertThat(problems(Map.of("path", "no-slash")))
                .singleElement()
                .asString()
                .contains("starts with '/'");
        assertThat(problems(Map.of("path", "/a b\r\nX: y"))).hasSize(1);
        assertThat(problems(Map.of("up", List.of("200-99"))))
                .singleElement()
                .asString()
                .contains("'200-99'");
        assertThat(problems(Map.of("up", List.of(99, 600)))).hasSize(1);
        assertThat(problems(Map.of("port", 0))).hasSize(1);
        assertThat(problems(Map.of("location", "("))).singleElement().asString().contains("not a regular expression");
        assertThat(problems(Map.of("pth", "/"))).singleElement().asString().contains("did you mean 'path'?");
    }

    @Test
    void header_fields_cannot_smuggle_lines_or_take_the_place_of_ours() {
        assertThat(problems(Map.of("headers", List.of("X-A: b\r\nX-C: d")))).hasSize(1);
        assertThat(problems(Map.of("headers", List.of("no colon")))).hasSize(1);
        assertThat(problems(Map.of("headers", List.of("Host: a.lab"))))
                .containsExactly("check.headers: the Host field is set by 'hosts', not here");
        assertThat(problems(Map.of("headers", List.of(Map.of("Connection", "keep-alive")))))
                .hasSize(1);
        assertThat(problems(Map.of("headers", List.of("Authorization: Basic eDp5"))))
                .isEmpty();
    }
}
