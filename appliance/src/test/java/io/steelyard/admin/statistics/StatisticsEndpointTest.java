package io.steelyard.admin.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.steelyard.admin.ApiStage;
import io.steelyard.admin.EndFixture;
import io.steelyard.admin.FarmFixture;
import io.steelyard.admin.metrics.TrafficMeters;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StatisticsEndpointTest {
    private static final Instant NOW = Instant.parse("2026-01-01T01:00:00Z");

    private final FarmFixture farm = FarmFixture.surveyor();
    private ApiStage stage;

    @BeforeEach
    void start() throws Exception {
        Statistics statistics = new Statistics(farm.meters);
        new TrafficMeters(farm.meters)
                .exchangeEnded(new EndFixture("surveyor", "192.0.2.21:80", 200, 1_000_000, 10, 10, null));
        statistics.sample(NOW);
        stage = ApiStage.start(farm, new StatisticsEndpoint(statistics, farm.meters, Clock.fixed(NOW, ZoneOffset.UTC)));
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void series_are_given_with_their_beginning_and_their_step() {
        JsonNode hour = stage.get("/statistics?range=hour&virtualService=surveyor&realServer=192.0.2.21:80");

        assertThat(hour.at("/step").asInt()).isEqualTo(10);
        assertThat(hour.at("/from").asText()).isEqualTo("2026-01-01T00:00:00Z");
        for (String name : Ring.NAMES) {
            assertThat(hour.at("/series/" + name)).as(name).hasSize(360);
        }
        assertThat(hour.at("/series/requests/359").asDouble()).isEqualTo(0.1);
        assertThat(stage.get("/statistics?range=day").at("/series/requests")).hasSize(288);
        assertThat(stage.get("/statistics").at("/step").asInt()).isEqualTo(10);
    }

    @Test
    void what_is_not_there_is_told_with_what_is() {
        assertThat(stage.get("/statistics?range=year").at("/status").asInt()).isEqualTo(422);
        assertThat(stage.get("/statistics?virtualService=x").at("/allowed/0").asText())
                .isEqualTo("surveyor");
        assertThat(stage.get("/statistics?virtualService=surveyor&realServer=x")
                        .at("/status")
                        .asInt())
                .isEqualTo(404);
        assertThat(stage.get("/statistics?realServer=192.0.2.21:80")
                        .at("/status")
                        .asInt())
                .isEqualTo(422);
    }
}
