package io.steelyard.admin.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.admin.EndFixture;
import io.steelyard.admin.FarmFixture;
import io.steelyard.health.CellId;
import io.steelyard.health.CellState;
import io.steelyard.health.HealthChange;
import io.steelyard.health.Transcript;
import io.steelyard.health.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Prometheus reads, parsed as it would. */
class ScrapeTest {
    private static final String SERVER = "192.0.2.21:80";
    private static final Pattern SAMPLE = Pattern.compile("([a-z_0-9]+(?:\\{.*})?) ([-+0-9.eE]+|NaN|[+-]Inf)");

    private final FarmFixture farm = FarmFixture.surveyor();
    private final TrafficMeters traffic = new TrafficMeters(farm.meters);
    private final HealthMeters health = new HealthMeters(farm.meters);
    private final Scrape scrape = new Scrape(farm.meters, farm, "1.2.3");

    @AfterEach
    void close() {
        scrape.close();
    }

    @Test
    void every_line_is_a_sample_or_help_or_a_type_and_every_family_of_ours_has_both() {
        traffic.requestRefused("surveyor", "bad-request", 400);

        List<String> lines = scrape.text().lines().toList();

        assertThat(lines)
                .allMatch(line -> line.startsWith("# HELP ")
                        || line.startsWith("# TYPE ")
                        || SAMPLE.matcher(line).matches());
        lines.stream()
                .filter(line -> line.startsWith("# TYPE steelyard_"))
                .forEach(type ->
                        assertThat(lines).anyMatch(line -> line.startsWith("# HELP " + type.split(" ", 4)[2] + " ")));
    }

    @Test
    void exchanges_are_counted_by_class_with_their_bytes_and_time() {
        end(SERVER, 200, 400_000);
        end(SERVER, 204, 3_000_000);
        end(SERVER, 503, 2_000_000_000L);
        end(null, 0, 70_000_000_000L);

        Map<String, Double> samples = samples();

        assertThat(samples)
                .containsEntry(requests(SERVER, "2xx"), 2.0)
                .containsEntry(requests(SERVER, "5xx"), 1.0)
                .containsEntry(requests("", "none"), 1.0)
                .containsEntry("steelyard_request_bytes_total" + of(SERVER), 300.0)
                .containsEntry("steelyard_response_bytes_total" + of(SERVER), 600.0)
                .containsEntry(bucket(SERVER, "5.0E-4"), 1.0)
                .containsEntry(bucket(SERVER, "0.0025"), 1.0)
                .containsEntry(bucket(SERVER, "0.005"), 2.0)
                .containsEntry(bucket(SERVER, "2.5"), 3.0)
                .containsEntry(bucket("", "60.0"), 0.0)
                .containsEntry(bucket("", "+Inf"), 1.0)
                .containsEntry("steelyard_request_duration_seconds_count" + of(SERVER), 3.0)
                .containsEntry("steelyard_request_duration_seconds_sum" + of(SERVER), 2.0034);
    }

    @Test
    void connections_refusals_failures_and_repetitions_are_counted() {
        traffic.connectionOpened("surveyor");
        traffic.connectionOpened("surveyor");
        traffic.connectionClosed("surveyor");
        traffic.serverConnectionOpened("surveyor", SERVER);
        traffic.requestRefused("surveyor", "head-too-large", 431);
        traffic.exchangeRepeated("surveyor", SERVER);
        traffic.exchangeEnded(new EndFixture("surveyor", SERVER, 502, 1, 1, 1, "connect-refused"));

        assertThat(samples())
                .containsEntry("steelyard_client_connections_active{virtual_service=\"surveyor\"}", 1.0)
                .containsEntry("steelyard_client_connections_accepted_total{virtual_service=\"surveyor\"}", 2.0)
                .containsEntry("steelyard_server_connections_active" + of(SERVER), 1.0)
                .containsEntry("steelyard_exchanges_repeated_total" + of(SERVER), 1.0)
                .containsEntry(
                        "steelyard_requests_refused_total{reason=\"head-too-large\",virtual_service=\"surveyor\"}", 1.0)
                .containsEntry(
                        "steelyard_exchanges_failed_total{reason=\"connect-refused\",virtual_service=\"surveyor\"}",
                        1.0);
    }

    @Test
    void states_are_one_for_the_present_one_and_zero_for_the_others() {
        farm.move("surveyor", SERVER, "www.surveyor.lab", CellState.DOWN, FarmFixture.START, "HTTP 404");

        assertThat(samples())
                .containsEntry(cell("down"), 1.0)
                .containsEntry(cell("up"), 0.0)
                .containsEntry(cell("pending"), 0.0)
                .containsEntry("steelyard_configuration_revision", 7.0)
                .containsEntry("steelyard_build_info{version=\"1.2.3\"}", 1.0);
    }

    @Test
    void probes_are_counted_by_verdict_with_their_time_and_cells_that_turn() {
        CellId cell = new CellId("surveyor", SERVER, 0, "www.surveyor.lab");
        Transcript slow = new Transcript(FarmFixture.START, -1, -1, -1, 1_500_000_000L, "", "");

        health.probed(cell, CellState.DOWN, Verdict.down("no answer within 1.5s", slow));
        health.changed(new HealthChange(
                cell, CellState.UP, CellState.DOWN, FarmFixture.START, Verdict.down("no answer", slow)));

        assertThat(samples())
                .containsEntry(
                        "steelyard_probes_total{real_server=\"" + SERVER
                                + "\",verdict=\"down\",virtual_service=\"surveyor\"}",
                        1.0)
                .containsEntry("steelyard_probe_duration_seconds_sum" + of(SERVER), 1.5)
                .containsEntry(
                        "steelyard_cell_transitions_total{real_server=\"" + SERVER
                                + "\",to=\"down\",virtual_service=\"surveyor\"}",
                        1.0);
    }

    @Test
    void what_is_removed_from_the_configuration_disappears_and_what_nobody_configured_is_not_counted() {
        end(SERVER, 200, 1);
        farm.without("surveyor");
        end(SERVER, 200, 1);
        traffic.connectionOpened("nobody");

        assertThat(scrape.text()).doesNotContain("virtual_service=");
    }

    @Test
    void connections_that_outlive_their_virtual_service_are_counted_right_when_it_comes_back() {
        traffic.connectionOpened("surveyor");
        var config = farm.services().get(0).config();
        farm.without("surveyor");
        farm.with(config);
        traffic.connectionClosed("surveyor");

        assertThat(samples()).containsEntry("steelyard_client_connections_active{virtual_service=\"surveyor\"}", 0.0);
    }

    @Test
    void reasons_have_a_bound() {
        for (int i = 0; i < 1000; i++) {
            traffic.requestRefused("surveyor", "reason-" + i, 400);
        }

        assertThat(samples().keySet().stream().filter(name -> name.startsWith("steelyard_requests_refused_total")))
                .hasSizeLessThan(70)
                .anyMatch(name -> name.contains("\"other\""));
    }

    @Test
    void the_process_itself_is_measured() {
        assertThat(scrape.text())
                .contains("jvm_memory_used_bytes", "jvm_threads_live_threads", "process_uptime_seconds", "cpu_usage");
    }

    private void end(@Nullable String server, int status, long nanos) {
        traffic.exchangeEnded(new EndFixture("surveyor", server, status, nanos, 100, 200, null));
    }

    private Map<String, Double> samples() {
        Map<String, Double> samples = new HashMap<>();
        scrape.text()
                .lines()
                .map(SAMPLE::matcher)
                .filter(Matcher::matches)
                .forEach(sample -> samples.put(sample.group(1), Double.valueOf(sample.group(2))));
        return samples;
    }

    private static String of(String server) {
        return "{real_server=\"" + server + "\",virtual_service=\"surveyor\"}";
    }

    private static String requests(String server, String code) {
        return "steelyard_requests_total{code=\"" + code + "\",real_server=\"" + server
                + "\",virtual_service=\"surveyor\"}";
    }

    private static String bucket(String server, String bound) {
        return "steelyard_request_duration_seconds_bucket{real_server=\"" + server
                + "\",virtual_service=\"surveyor\",le=\"" + bound + "\"}";
    }

    private static String cell(String state) {
        return "steelyard_cell_state{check=\"0\",host=\"www.surveyor.lab\",real_server=\"" + SERVER + "\",state=\""
                + state + "\",virtual_service=\"surveyor\"}";
    }
}
