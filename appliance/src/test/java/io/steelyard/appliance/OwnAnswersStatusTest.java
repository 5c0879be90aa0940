package io.steelyard.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.steelyard.wire.ScriptedOrigin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the status shows of redirects and of numbers that are fetched. */
@Timeout(60)
class OwnAnswersStatusTest {

    @Test
    void a_redirector_is_shown_with_its_port_and_where_it_leads() throws Exception {
        int redirectPort = ScriptedOrigin.unusedPort();
        try (AdminClient admin = AdminClient.start("""
                virtualServices:
                  - name: shop
                    address: 127.0.0.1
                    port: 1
                    redirectHttp: { port: %d, to: "https://{host}{target}" }
                  - { name: plain, address: 127.0.0.1, port: 2 }
                """.formatted(redirectPort))) {
            JsonNode services = admin.get("/api/v1/status").path("virtualServices");

            assertThat(services.at("/0/redirectHttp"))
                    .hasToString("{\"port\":" + redirectPort + ",\"status\":308,\"to\":\"https://{host}{target}\"}");
            assertThat(services.at("/1/redirectHttp").isMissingNode()).isTrue();
        }
    }

    @Test
    void a_number_that_cannot_be_had_is_shown_with_the_reason() throws Exception {
        int nobody = ScriptedOrigin.unusedPort();
        try (AdminClient admin = AdminClient.start("""
                virtualServices:
                  - name: shop
                    address: 127.0.0.1
                    port: 1
                    scheduling: resource
                    resource: { interval: 100ms }
                    realServers: [{ address: 127.0.0.1, port: %d }]
                """.formatted(nobody))) {
            await().untilAsserted(() -> {
                JsonNode server = admin.get("/api/v1/status").at("/virtualServices/0/realServers/0");
                assertThat(server.at("/resource/percent").asInt()).isEqualTo(100);
                assertThat(server.at("/resource/failure").asText()).containsIgnoringCase("refused");
                assertThat(server.path("effectiveWeight").asInt()).isEqualTo(1000);
            });
        }
    }
}
