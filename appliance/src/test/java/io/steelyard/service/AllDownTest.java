package io.steelyard.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.pool.ServiceState;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients get when all real servers are down, through real sockets. */
class AllDownTest {
    private Origin server;
    private Origin sorry;

    @BeforeEach
    void startServers() throws Exception {
        server = Origin.start("real");
        sorry = Origin.start("sorry");
        server.answerChecks(500);
    }

    @AfterEach
    void stopServers() {
        server.close();
        sorry.close();
    }

    private LiveFarm farm(String whenAllDown) throws Exception {
        return LiveFarm.start("realServers: [{ address: 127.0.0.1, port: " + server.port() + " }]\n"
                + "healthChecks: [{ type: http, path: /check }]\n" + whenAllDown);
    }

    private static void awaitState(LiveFarm farm, ServiceState state) {
        await().untilAsserted(() -> assertThat(farm.service().roster().state()).isEqualTo(state));
    }

    @Test
    void a_redirect_leads_away_until_a_real_server_is_back() throws Exception {
        try (LiveFarm farm = farm("whenAllDown: redirect\nredirect: { url: http://www.business.lab/x, status: 307 }")) {
            awaitState(farm, ServiceState.REDIRECT);

            HttpResponse<String> first = farm.get("/a");
            assertThat(first.statusCode()).isEqualTo(307);
            assertThat(first.headers().firstValue("Location")).contains("http://www.business.lab/x");

            server.answerChecks(200);
            awaitState(farm, ServiceState.UP);
            assertThat(farm.get("/a").body()).isEqualTo("real");
        }
    }

    @Test
    void the_sorry_server_answers_until_a_real_server_is_back() throws Exception {
        try (LiveFarm farm =
                farm("whenAllDown: sorry-server\nsorryServer: { address: 127.0.0.1, port: " + sorry.port() + " }")) {
            awaitState(farm, ServiceState.SORRY);
            assertThat(farm.get("/").body()).isEqualTo("sorry");

            server.answerChecks(200);
            awaitState(farm, ServiceState.UP);
            assertThat(farm.get("/").body()).isEqualTo("real");
        }
    }

    @Test
    void using_all_asks_the_real_server_although_its_check_says_down() throws Exception {
        try (LiveFarm farm = farm("whenAllDown: use-all")) {
            awaitState(farm, ServiceState.DEGRADED);

            assertThat(farm.get("/").body()).isEqualTo("real");
        }
    }

    @Test
    void without_a_word_the_answer_is_503_with_a_time_to_come_back() throws Exception {
        try (LiveFarm farm = farm("")) {
            awaitState(farm, ServiceState.DOWN);

            HttpResponse<String> answer = farm.get("/");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
    }
}
