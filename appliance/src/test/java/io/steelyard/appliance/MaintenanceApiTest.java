package io.steelyard.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.steelyard.demo.DemoFarm;
import io.steelyard.demo.DemoPorts;
import io.steelyard.wire.WireEnd;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two virtual services that share two real servers, and an administrator who has to work on one of them. */
@Timeout(90)
class MaintenanceApiTest {
    private static final String PATH = "/api/v1/maintenance";
    private static final String NTRIP = "ntrip.surveyor.lab";
    private static final String WWW = "www.surveyor.lab";

    private DemoFarm farm;
    private AdminClient admin;

    @BeforeEach
    void start() throws Exception {
        farm = DemoFarm.start(List.of(DemoPorts.FREE, DemoPorts.FREE));
        admin = AdminClient.start("defaults: {health: {interval: 50ms, fastInterval: 20ms, fall: 2, rise: 2}}\n"
                + "virtualServices:\n"
                + service("surveyor", 1)
                + service("second", 2));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> admin.get("/api/v1/status").findValuesAsText("state").stream()
                        .allMatch("up"::equals));
    }

    private String service(String name, int port) {
        return """
                  - name: %s
                    address: 127.0.0.1
                    port: %d
                    healthChecks: [{ type: http, hosts: [%s, %s] }]
                    realServers: [{ address: 127.0.0.1, port: %d }, { address: 127.0.0.1, port: %d }]
                """.formatted(
                name, port, NTRIP, WWW, farm.server(0).port(), farm.server(1).port()).indent(2);
    }

    @AfterEach
    void stop() {
        admin.close();
        farm.close();
    }

    private String server() {
        return "127.0.0.1:" + farm.server(0).port();
    }

    private String order(String order, String more) {
        return "{\"realServer\": \"" + server() + "\", \"order\": \"" + order + "\"" + more + "}";
    }

    /** The demo servers that a few requests for this host name are answered by. */
    private Set<String> servedBy(int service, String host) throws IOException {
        Set<String> servers = new TreeSet<>();
        for (int i = 0; i < 8; i++) {
            try (WireEnd client = admin.client(service)) {
                String body = client.ask("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                        .body();
                servers.add(body.contains("iis1") ? "iis1" : body.contains("iis2") ? "iis2" : body);
            }
        }
        return servers;
    }

    @Test
    void a_server_is_drained_everywhere_by_one_call_and_traffic_avoids_it_until_it_is_enabled() throws Exception {
        try (WireEnd one = admin.client(0);
                WireEnd two = admin.client(0)) {
            String begun = "POST / HTTP/1.1\r\nHost: " + NTRIP + "\r\nContent-Length: 4\r\n\r\nab";
            one.send(begun);
            two.send(begun);
            String question = PATH + "?realServer=" + server();
            await().until(() -> admin.get(question).path("remaining").asInt() == 1);

            JsonNode drained = admin.posted(PATH, order("drain", ""));

            assertThat(drained.path("standings").findValuesAsText("virtualService"))
                    .containsExactly("surveyor", "second");
            assertThat(drained.path("remaining").asInt()).isEqualTo(1);
            assertThat(drained.path("drained").asBoolean()).isFalse();
            assertThat(servedBy(0, NTRIP)).containsExactly("iis2");
            assertThat(servedBy(1, NTRIP)).containsExactly("iis2");
            one.send("cd");
            two.send("cd");
            assertThat(one.response().status()).isEqualTo(200);
            assertThat(two.response().status()).isEqualTo(200);
            await().until(() -> admin.get(question).path("drained").asBoolean());
            assertThat(admin.get(question).path("remaining").asInt()).isZero();
            assertThat(admin.get("/api/v1/status")
                            .at("/virtualServices/1/realServers/0/state")
                            .asText())
                    .isEqualTo("draining");
        }

        admin.posted(PATH, order("enable", ""));

        assertThat(servedBy(0, NTRIP)).containsExactly("iis1", "iis2");
        assertThat(servedBy(1, NTRIP)).containsExactly("iis1", "iis2");
    }

    @Test
    void one_virtual_service_alone_is_meant_where_it_is_named() throws Exception {
        JsonNode answer = admin.posted(PATH, order("disable", ", \"virtualService\": \"second\""));

        assertThat(answer.path("standings")).hasSize(1);
        assertThat(servedBy(1, NTRIP)).containsExactly("iis2");
        assertThat(servedBy(0, NTRIP)).containsExactly("iis1", "iis2");
    }

    @Test
    void one_host_name_on_a_server_is_taken_out_and_the_others_stay() {
        JsonNode answer = admin.posted(
                PATH, order("drain", ", \"virtualService\": \"surveyor\", \"host\": \"NTRIP.surveyor.lab\""));

        assertThat(answer.at("/standings/0/host").asText()).isEqualTo(NTRIP);
        assertThat(answer.at("/standings/0/order").asText()).isEqualTo("drain");
        JsonNode shown = admin.get("/api/v1/status").at("/virtualServices/0/realServers/0");
        assertThat(shown.path("hostOrders")).hasToString("{\"" + NTRIP + "\":\"drain\"}");
        assertThat(shown.path("state").asText()).isEqualTo("up");
    }

    @Test
    void an_order_is_in_the_journal_with_who_gave_it_and_what_was_left() {
        admin.posted(PATH, order("disable", ", \"virtualService\": \"surveyor\""));

        JsonNode told = StreamSupport.stream(
                        admin.get("/api/v1/journal").path("events").spliterator(), false)
                .filter(event -> event.path("kind").asText().equals("maintenance-disable"))
                .findFirst()
                .orElseThrow();
        assertThat(told.path("sentence").asText())
                .isEqualTo(server() + " was disabled in surveyor by local; exchanges there at that moment: 0");
        assertThat(told.path("virtualService").asText()).isEqualTo("surveyor");
        assertThat(told.findValuesAsText("who")).containsExactly("local");
    }

    @Test
    void what_cannot_be_is_refused_with_its_path_its_value_and_what_could_be() {
        assertCulprit(order("stop", ""), "order", "stop", "drain");
        assertCulprit("{\"realServer\":\"192.0.2.9:80\",\"order\":\"drain\"}", "realServer", "192.0.2.9:80", server());
        assertCulprit(order("drain", ",\"virtualService\":\"x\""), "virtualService", "x", "second");
        assertCulprit(order("drain", ",\"host\":\"nobody.lab\""), "host", "nobody.lab", WWW);
        assertCulprit(order("drain", ",\"hots\":\"a\""), "hots", "a", "host");
        assertThat(admin.post(PATH, "{").statusCode()).isEqualTo(400);
        assertThat(admin.post(PATH, "[]").statusCode()).isEqualTo(400);
        assertThat(admin.post(PATH, "{\"order\":\"drain\"}").statusCode()).isEqualTo(422);
        assertThat(admin.get(PATH + "?realServer=x").path("status").asInt()).isEqualTo(404);
        assertThat(admin.get(PATH + "?realServer=x").path("allowed")).hasSize(2);
        assertThat(admin.get(PATH + "?virtualService=x").path("allowed")).hasSize(2);
        assertThat(admin.get(PATH + "?host=x").path("allowed")).hasSize(2);
    }

    @Test
    void what_is_out_is_listed_by_real_server_by_virtual_service_by_host_name_and_as_a_whole() {
        assertThat(admin.get(PATH).path("standings")).isEmpty();
        admin.posted(PATH, order("disable", ", \"virtualService\": \"second\""));
        admin.posted(PATH, order("drain", ", \"virtualService\": \"surveyor\", \"host\": \"" + NTRIP + "\""));

        assertThat(listed("")).containsExactly("surveyor " + NTRIP + " drain", "second null disable");
        assertThat(listed("?virtualService=second")).containsExactly("second null disable");
        assertThat(listed("?host=" + NTRIP))
                .containsExactly("surveyor " + NTRIP + " drain", "second " + NTRIP + " disable");
        assertThat(listed("?host=" + WWW)).containsExactly("second " + WWW + " disable");
        assertThat(listed("?realServer=" + server())).containsExactly("surveyor null enable", "second null disable");
        JsonNode whole = admin.get(PATH);
        assertThat(whole.at("/standings/0/realServer").asText()).isEqualTo(server());
        assertThat(whole.at("/standings/0/remaining").isNumber()).isTrue();
        assertThat(whole.at("/standings/0/sessions").isNumber()).isTrue();
    }

    private List<String> listed(String question) {
        return StreamSupport.stream(admin.get(PATH + question).path("standings").spliterator(), false)
                .map(standing -> standing.path("virtualService").asText() + " "
                        + standing.path("host").asText() + " "
                        + standing.path("order").asText())
                .toList();
    }

    @Test
    void the_end_of_a_drain_is_in_the_journal_for_each_virtual_service() throws Exception {
        try (WireEnd client = admin.client(0);
                WireEnd other = admin.client(0)) {
            String begun = "POST / HTTP/1.1\r\nHost: " + NTRIP + "\r\nContent-Length: 4\r\n\r\nab";
            client.send(begun);
            other.send(begun);
            String question = PATH + "?realServer=" + server();
            await().until(() -> admin.get(question).path("remaining").asInt() == 1);
            admin.posted(PATH, order("drain", ""));
            await().until(() -> drainedIn().equals(List.of("second")));
            client.send("cd");
            other.send("cd");

            await().until(() -> drainedIn().size() == 2);
            assertThat(drainedIn()).containsExactlyInAnyOrder("second", "surveyor");
        }
    }

    private List<String> drainedIn() {
        return StreamSupport.stream(admin.get("/api/v1/journal").path("events").spliterator(), false)
                .filter(event -> event.path("kind").asText().equals("real-server-drained"))
                .map(event -> event.path("virtualService").asText())
                .toList();
    }

    private void assertCulprit(String body, String path, String value, String allowed) {
        HttpResponse<String> response = admin.post(PATH, body);
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body())
                .contains("\"path\":\"" + path + "\"")
                .contains("\"value\":\"" + value + "\"")
                .containsPattern("\"allowed\":\\[[^]]*\"" + allowed + "\"");
    }

    @Test
    void a_page_of_another_origin_gives_no_orders() throws Exception {
        HttpRequest.Builder foreign = HttpRequest.newBuilder()
                .header("Content-Type", "application/json")
                .header("Origin", "http://evil.example")
                .POST(BodyPublishers.ofString(order("disable", "")));
        HttpRequest.Builder form = HttpRequest.newBuilder()
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(order("disable", "")));

        assertThat(admin.send(foreign, PATH).statusCode()).isEqualTo(403);
        assertThat(admin.send(form, PATH).statusCode()).isEqualTo(415);
        assertThat(servedBy(0, NTRIP)).containsExactly("iis1", "iis2");
    }
}
