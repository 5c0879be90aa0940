package io.steelyard.health.diagnosis;

import static io.steelyard.health.diagnosis.Farm.A;
import static io.steelyard.health.diagnosis.Farm.B;
import static io.steelyard.health.diagnosis.Farm.INVALID_HOSTNAME;
import static io.steelyard.health.diagnosis.Farm.NTRIP;
import static io.steelyard.health.diagnosis.Farm.PAGE;
import static io.steelyard.health.diagnosis.Farm.WWW;
import static io.steelyard.health.diagnosis.Farm.answer;
import static io.steelyard.health.diagnosis.Farm.http;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.health.DialogueFailure.Kind;
import io.steelyard.health.Trial;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrialPlanTest {

    @Test
    void a_check_without_host_names_that_was_refused_is_tried_with_each_known_one_as_http_1_1() {
        Farm farm = new Farm("http", Map.of("version", "HTTP/1.0", "path", "/x"))
                .down(A, null, INVALID_HOSTNAME)
                .knowing(NTRIP, WWW);

        assertThat(TrialPlan.of(farm.facts()))
                .containsExactly(
                        Trial.of(A, "http", Map.of("path", "/x"), NTRIP),
                        Trial.of(A, "http", Map.of("path", "/x"), WWW));
    }

    @Test
    void at_most_ten_host_names_are_tried_on_at_most_three_real_servers() {
        Farm farm = http().knowing(
                        IntStream.range(0, 100).mapToObj(i -> "h" + i + ".lab").toArray(String[]::new));
        IntStream.range(0, 50).forEach(i -> farm.down("192.0.2." + i + ":80", null, INVALID_HOSTNAME));

        assertThat(TrialPlan.of(farm.facts())).hasSize(30);
    }

    @Test
    void an_unwanted_answer_of_a_site_is_compared_with_that_for_a_name_nobody_has() {
        assertThat(TrialPlan.of(http(WWW)
                        .down(A, WWW, answer("404 Not Found", "Server: nginx"))
                        .facts()))
                .containsExactly(Trial.of(A, "http", Map.of(), TrialPlan.NOBODYS_HOST));
    }

    @Test
    void nothing_is_tried_on_a_server_that_answers_well_or_not_at_all() {
        assertThat(TrialPlan.of(http(WWW)
                        .up(A, WWW, PAGE)
                        .failed(B, WWW, Kind.REFUSED)
                        .knowing(NTRIP)
                        .facts()))
                .isEmpty();
    }
}
