package io.steelyard.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.steelyard.demo.DemoFarm;
import io.steelyard.demo.DemoPorts;
import io.steelyard.wire.WireEnd;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The host-header outage with a configuration that names no host at all: only the clients know the names. */
@Timeout(60)
class AskedInVainTest {
    private static final String NTRIP = "ntrip.surveyor.lab";
    private static final String FIX = "/diagnoses/0/fix/edits";

    @Test
    void the_check_that_works_is_found_by_what_clients_ask_for() throws Exception {
        try (DemoFarm farm = DemoFarm.start(List.of(DemoPorts.FREE, DemoPorts.FREE));
                AdminClient admin = AdminClient.start(
                        """
                        virtualServices:
                          - name: surveyor
                            address: 127.0.0.1
                            port: 1
                            health: { interval: 50ms, fastInterval: 20ms, fall: 2, rise: 2 }
                            healthChecks: [{ type: http, version: HTTP/1.0 }]
                            realServers: [{ address: 127.0.0.1, port: %d }, { address: 127.0.0.1, port: %d }]
                        """.formatted(farm.server(0).port(), farm.server(1).port()))) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            diagnoses(admin).at("/diagnoses/0/kind").asText().equals("no-host-sent"));
            assertThat(diagnoses(admin).at(FIX).toString()).doesNotContain(NTRIP);

            assertThat(askedFor(admin, "Ntrip.Surveyor.lab:80")).isEqualTo(503);
            assertThat(askedFor(admin, "nobody.lab")).isEqualTo(503);

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> diagnoses(admin).at(FIX).size() == 2);
            assertThat(diagnoses(admin).at(FIX))
                    .hasToString("[{\"path\":\"healthChecks[0].version\",\"value\":\"HTTP/1.1\"},"
                            + "{\"path\":\"healthChecks[0].hosts\",\"value\":[\"" + NTRIP + "\"]}]");
            assertThat(diagnoses(admin).at("/diagnoses/0/proof").toString())
                    .contains("Host: " + NTRIP)
                    .contains("HTTP/1.1 200 OK");
        }
    }

    private static JsonNode diagnoses(AdminClient admin) {
        return admin.get("/api/v1/virtual-services/surveyor/diagnoses");
    }

    private static int askedFor(AdminClient admin, String host) throws Exception {
        try (WireEnd client = admin.client(0)) {
            return client.ask("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n").status();
        }
    }
}
