package io.steelyard.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.steelyard.service.change.Changed;
import io.steelyard.service.change.Rejection;
import io.steelyard.wire.ScriptedOrigin;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a configuration is in the journal. */
@Timeout(60)
class ConfigurationEventsTest {

    private static String yaml(String address, int weight) throws IOException {
        return """
                virtualServices:
                  - name: shop
                    address: %s
                    port: %d
                    realServers: [{ address: 127.0.0.1, port: 1, weight: %d }]
                """.formatted(address, ScriptedOrigin.unusedPort(), weight);
    }

    private static List<JsonNode> told(AdminClient admin, String kind) {
        return StreamSupport.stream(admin.get("/api/v1/journal").path("events").spliterator(), false)
                .filter(event -> event.path("kind").asText().equals(kind))
                .toList();
    }

    @Test
    void a_configuration_that_is_applied_is_told_with_its_revision_and_what_it_changed() throws Exception {
        try (AdminClient admin = AdminClient.start(yaml("127.0.0.1", 1))) {
            assertThat(told(admin, "appliance-started")).hasSize(1);

            assertThat(admin.apply(yaml("127.0.0.1", 7))).isInstanceOf(Changed.class);

            assertThat(told(admin, "configuration-applied")).singleElement().satisfies(event -> {
                assertThat(event.path("sentence").asText())
                        .startsWith("revision 2 is running by anna (to see): ")
                        .contains("127.0.0.1:1", "7");
                assertThat(event.path("severity").asText()).isEqualTo("notice");
                assertThat(event.path("details").path("revision").asText()).isEqualTo("2");
                assertThat(event.path("details").path("who").asText()).isEqualTo("anna");
                assertThat(event.path("details").path("why").asText()).isEqualTo("to see");
            });
        }
    }

    @Test
    void a_configuration_that_cannot_be_applied_is_told_with_the_reason() throws Exception {
        try (AdminClient admin = AdminClient.start(yaml("127.0.0.1", 1))) {
            assertThat(admin.apply(yaml("192.0.2.1", 1))).isInstanceOf(Rejection.Refused.class);

            assertThat(told(admin, "configuration-refused")).singleElement().satisfies(event -> {
                assertThat(event.path("sentence").asText())
                        .startsWith("a configuration could not be applied, the one before runs on: ")
                        .contains("192.0.2.1");
                assertThat(event.path("severity").asText()).isEqualTo("error");
            });
            assertThat(told(admin, "configuration-applied")).isEmpty();
        }
    }
}
