package io.steelyard.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.steelyard.config.AdminConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** An admin side with a few endpoints, in front of a farm that runs only in name, and somebody who asks. */
public final class ApiStage implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AdminServer server;

    private ApiStage(AdminServer server) {
        this.server = server;
    }

    public static ApiStage start(FarmFixture farm, Endpoint... parts) throws AdminUnavailableException {
        About about = new About("1.2.3", FarmFixture.START, Clock.systemUTC());
        return new ApiStage(
                AdminServer.start(AdminConfig.open("127.0.0.1", 0), farm, farm.meters, about, null, List.of(parts)));
    }

    /** The answer to a request below {@code /api/v1}, whatever it is. */
    public HttpResponse<byte[]> ask(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.address().getPort() + "/api/v1" + path))
                .timeout(Duration.ofSeconds(90))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(path, e);
        }
    }

    /** The JSON at this path. */
    public JsonNode get(String path) {
        return json(ask("GET", path, new byte[0]));
    }

    public static JsonNode json(HttpResponse<byte[]> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError("no JSON", e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
