package io.steelyard.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.steelyard.config.AdminConfig;
import io.steelyard.health.CellState;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API says that a request would meet. */
class WhyEndpointTest {
    private static final String WHY = "/api/v1/virtual-services/surveyor/why";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final FarmFixture farm = FarmFixture.surveyor();
    private AdminServer server;

    @BeforeEach
    void start() throws Exception {
        Clock clock = Clock.fixed(FarmFixture.START.plusSeconds(60), ZoneOffset.UTC);
        server = AdminServer.start(
                AdminConfig.open("127.0.0.1", 0), farm, farm.meters, new About("1.2.3", FarmFixture.START, clock));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
        return client.send(
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    }

    @Test
    void each_real_server_is_there_with_the_reason_it_would_be_chosen_or_not() throws Exception {
        farm.move("surveyor", "192.0.2.21:80", "www.surveyor.lab", CellState.UP, FarmFixture.START, "HTTP 200");
        farm.move("surveyor", "192.0.2.22:80", "www.surveyor.lab", CellState.DOWN, FarmFixture.START, "HTTP 503");
        HttpResponse<String> answer = get(WHY + "?host=WWW.surveyor.lab&client=203.0.113.7&path=/a?b=1");
        JsonNode why = new ObjectMapper().readTree(answer.body());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(why.at("/host").asText()).isEqualTo("www.surveyor.lab");
        assertThat(why.at("/scheduling").asText()).isEqualTo("round-robin");
        assertThat(why.at("/persistence").asText()).isEqualTo("none");
        assertThat(why.at("/chosen").asText()).isEqualTo("192.0.2.21:80");
        assertThat(why.at("/realServers/0/fit").asBoolean()).isTrue();
        assertThat(why.at("/realServers/1/fit").asBoolean()).isFalse();
        assertThat(why.at("/realServers/1/reason").asText()).isEqualTo("host name www.surveyor.lab is down: HTTP 503");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/virtual-services/nobody/why, 404",
        "/api/v1/virtual-services/surveyor/why?client=x, 400",
        "/api/v1/virtual-services/surveyor/why?path=x, 400",
        "/api/v1/virtual-services/surveyor/why, 200"
    })
    void a_question_that_makes_no_sense_is_refused(String path, int status) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(status);
    }
}
