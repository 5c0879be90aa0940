package io.steelyard.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.steelyard.demo.DemoFarm;
import io.steelyard.demo.DemoPorts;
import io.steelyard.wire.WireEnd;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An administrator who looks at the clients that stay on their real servers, and sends some away. */
@Timeout(90)
class SessionsApiTest {
    private static final String SHOP = "/api/v1/virtual-services/shop/sessions";

    private DemoFarm farm;
    private AdminClient admin;

    @BeforeEach
    void start() throws Exception {
        farm = DemoFarm.start(List.of(DemoPorts.FREE, DemoPorts.FREE));
        admin = AdminClient.start("virtualServices:\n"
                + service("shop", 1, "{ type: header, name: X-User, entries: 200 }")
                + service("cookies", 2, "{ type: cookie }")
                + service("plain", 3, "{ type: none }"));
    }

    private String service(String name, int port, String persistence) {
        return """
                  - name: %s
                    address: 127.0.0.1
                    port: %d
                    persistence: %s
                    realServers: [{ address: 127.0.0.1, port: %d }, { address: 127.0.0.1, port: %d }]
                """.formatted(
                name, port, persistence, farm.server(0).port(), farm.server(1).port()).indent(2);
    }

    @AfterEach
    void stop() {
        admin.close();
        farm.close();
    }

    /** The name of the real server that answered. */
    private String visit(int service, String user) throws IOException {
        try (WireEnd client = admin.client(service)) {
            String body = client.ask("GET / HTTP/1.1\r\nHost: ntrip.surveyor.lab\r\nX-User: " + user + "\r\n\r\n")
                    .body();
            return "127.0.0.1:" + farm.server(body.contains("iis1") ? 0 : 1).port();
        }
    }

    private String server(int number) {
        return "127.0.0.1:" + farm.server(number).port();
    }

    private void order(int server, String order) {
        admin.post("/api/v1/maintenance", "{\"realServer\": \"" + server(server) + "\", \"order\": \"" + order + "\"}");
    }

    /** Lets a new client come to this one of the two real servers. */
    private void settle(String user, int server) throws IOException {
        order(1 - server, "drain");
        assertThat(visit(0, user)).isEqualTo(server(server));
        order(1 - server, "enable");
    }

    private HttpResponse<String> delete(String path) {
        return admin.send(HttpRequest.newBuilder().DELETE(), path);
    }

    private static long count(JsonNode answer, String realServer) {
        return StreamSupport.stream(answer.path("realServers").spliterator(), false)
                .filter(server -> server.path("name").asText().equals(realServer))
                .mapToLong(server -> server.path("count").asLong())
                .sum();
    }

    @Test
    void sessions_are_counted_for_each_real_server_and_found_by_key_client_or_real_server() throws Exception {
        settle("anna-smith", 0);
        settle("benjamin", 1);
        visit(0, "anna-smith");

        JsonNode all = admin.get(SHOP);

        assertThat(all.path("persistence").asText()).isEqualTo("header");
        assertThat(all.path("count").asInt()).isEqualTo(2);
        assertThat(all.path("capacity").asInt()).isEqualTo(200);
        assertThat(all.path("evicted").asInt()).isZero();
        assertThat(count(all, server(0))).isEqualTo(1);
        assertThat(count(all, server(1))).isEqualTo(1);
        JsonNode byKey = admin.get(SHOP + "?q=anna-smith");
        assertThat(byKey.path("sessions").findValuesAsText("realServer")).containsExactly(server(0));
        assertThat(byKey.at("/sessions/0/client").asText()).isEqualTo("anna…");
        assertThat(byKey.at("/sessions/0/since").asText()).isNotEmpty();
        assertThat(admin.get(SHOP + "?q=" + server(1)).path("sessions").findValuesAsText("client"))
                .containsExactly("benj…");
        JsonNode one = admin.get(SHOP + "?limit=1");
        assertThat(one.path("sessions")).hasSize(1);
        assertThat(one.path("more").asBoolean()).isTrue();
        assertThat(admin.get(SHOP + "?limit=0").path("sessions")).isEmpty();
    }

    @Test
    void one_session_is_forgotten_by_its_id_and_the_journal_says_so() throws Exception {
        visit(0, "anna");
        visit(0, "ben");
        String id = admin.get(SHOP + "?q=anna").at("/sessions/0/id").asText();

        HttpResponse<String> answer = delete(SHOP + "/" + id);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"forgotten\":1}");
        assertThat(admin.get(SHOP).path("count").asInt()).isEqualTo(1);
        assertThat(delete(SHOP + "/" + id).statusCode()).isEqualTo(404);
        assertThat(admin.get("/api/v1/journal").findValuesAsText("sentence"))
                .contains("shop forgot the session " + id + " (1) by order of local");
    }

    @Test
    void all_sessions_of_a_real_server_and_all_there_are_are_forgotten_at_once() throws Exception {
        settle("anna", 0);
        settle("ben", 1);
        settle("carl", 0);

        assertThat(delete(SHOP + "?realServer=" + server(0)).body()).isEqualTo("{\"forgotten\":2}");
        assertThat(count(admin.get(SHOP), server(0))).isZero();
        assertThat(delete(SHOP + "?all=true").body()).isEqualTo("{\"forgotten\":1}");
        assertThat(admin.get(SHOP).path("count").asInt()).isZero();
    }

    @Test
    void what_is_to_be_forgotten_must_be_said() throws Exception {
        visit(0, "anna");

        assertThat(delete(SHOP).statusCode()).isEqualTo(422);
        assertThat(delete(SHOP + "?all=false").statusCode()).isEqualTo(422);
        assertThat(delete(SHOP + "?all=true&realServer=x").statusCode()).isEqualTo(422);
        assertThat(delete(SHOP + "?realServer=192.0.2.9:80").statusCode()).isEqualTo(422);
        assertThat(delete("/api/v1/virtual-services/nobody/sessions?all=true").statusCode())
                .isEqualTo(404);
        assertThat(admin.send(HttpRequest.newBuilder(), SHOP + "?limit=-1").statusCode())
                .isEqualTo(422);
        assertThat(admin.send(
                                HttpRequest.newBuilder().DELETE().header("Origin", "http://evil.example"),
                                SHOP + "?all=true")
                        .statusCode())
                .isEqualTo(403);
        assertThat(admin.get(SHOP).path("count").asInt()).isEqualTo(1);
    }

    @Test
    void clients_that_keep_their_own_cookie_or_do_not_stay_are_said_to_be_in_no_table() throws Exception {
        visit(1, "anna");

        JsonNode cookies = admin.get("/api/v1/virtual-services/cookies/sessions");

        assertThat(cookies.path("capacity").asInt()).isZero();
        assertThat(cookies.path("note").asText()).contains("there is no table here");
        assertThat(admin.get("/api/v1/virtual-services/plain/sessions")
                        .path("note")
                        .asText())
                .contains("do not stay");
    }

    @Test
    void a_draining_real_server_keeps_its_sessions_until_they_are_forgotten() throws Exception {
        settle("anna", 0);
        order(0, "drain");

        assertThat(visit(0, "anna")).isEqualTo(server(0));
        assertThat(visit(0, "ben")).isEqualTo(server(1));
        assertThat(visit(0, "carl")).isEqualTo(server(1));
        assertThat(count(admin.get(SHOP), server(0))).isEqualTo(1);

        delete(SHOP + "?realServer=" + server(0));

        assertThat(visit(0, "anna")).isEqualTo(server(1));
    }

    @Test
    void the_metrics_tell_how_many_there_are_and_may_be() throws Exception {
        visit(0, "anna");

        String metrics = admin.send(HttpRequest.newBuilder(), "/metrics").body();

        assertThat(metrics)
                .contains("steelyard_sessions{virtual_service=\"shop\"} 1")
                .contains("steelyard_sessions_capacity{virtual_service=\"shop\"} 200")
                .contains("steelyard_sessions_evicted_total{virtual_service=\"shop\"} 0")
                .doesNotContain("steelyard_sessions{virtual_service=\"cookies\"}");
    }
}
