package io.steelyard.admin.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.steelyard.admin.About;
import io.steelyard.admin.ApiStage;
import io.steelyard.admin.FarmFixture;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SystemEndpointTest {

    @Test
    void the_process_says_what_it_is_how_old_and_where_its_files_are() throws Exception {
        About about =
                new About("1.2.3", FarmFixture.START, Clock.fixed(FarmFixture.START.plusSeconds(90), ZoneOffset.UTC));
        ProcessFacts facts = new ProcessFacts(
                "epoll",
                4,
                Path.of("/etc/steelyard/steelyard.yaml"),
                Path.of("/var/lib/steelyard"),
                OptionalLong.of(1024));
        try (ApiStage stage = ApiStage.start(new FarmFixture(), new SystemEndpoint(about, facts))) {
            JsonNode system = stage.get("/system");

            assertThat(system.at("/version").asText()).isEqualTo("1.2.3");
            assertThat(system.at("/uptimeSeconds").asInt()).isEqualTo(90);
            assertThat(system.at("/pid").asLong())
                    .isEqualTo(ProcessHandle.current().pid());
            assertThat(system.at("/java/version").asText()).isEqualTo(System.getProperty("java.version"));
            assertThat(system.at("/heap/usedBytes").asLong()).isPositive();
            assertThat(system.at("/dataPlane/transport").asText()).isEqualTo("epoll");
            assertThat(system.at("/dataPlane/eventLoops").asInt()).isEqualTo(4);
            assertThat(system.at("/configurationFile").asText()).isEqualTo("/etc/steelyard/steelyard.yaml");
            assertThat(system.at("/stateDirectory").asText()).isEqualTo("/var/lib/steelyard");
            assertThat(system.at("/openFiles/open").asInt()).isPositive();
            assertThat(system.at("/openFiles/allowed").asInt()).isEqualTo(1024);
        }
    }
}
