package io.steelyard.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.steelyard.config.HealthTimes;
import io.steelyard.config.RealServerConfig;
import io.steelyard.health.Trial;
import io.steelyard.health.Trials;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Tries a health check on real servers that are not configured yet, for a virtual service that is about to be added. It
 * reaches whomever the request names, so it takes the role that may configure them: an administrator's.
 */
final class PreviewEndpoint implements Endpoint {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Trials trials;

    PreviewEndpoint(Trials trials) {
        this.trials = trials;
    }

    @Override
    public void route(ServerBuilder builder) {
        builder.route().post("/api/v1/health-checks/preview").build(Slowly.answer(this::answer));
    }

    private HttpResponse answer(ServiceRequestContext ctx, AggregatedHttpRequest request) throws Unfit {
        MediaType type = request.contentType();
        if (type == null || !type.belongsTo(MediaType.JSON)) {
            throw new Unfit(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be JSON, as application/json.");
        }
        JsonNode body = parsed(request);
        Map<String, RealServerConfig> servers = servers(body.path("realServers"));
        List<Trial> asked = TrialRequest.read(body, List.copyOf(servers.keySet()), trials);
        ctx.setRequestTimeout(LONGEST);
        Map<String, CompletableFuture<Trials.Place>> places = new LinkedHashMap<>();
        servers.forEach((name, server) ->
                places.put(name, CompletableFuture.supplyAsync(() -> place(server), ctx.blockingTaskExecutor())));
        List<CompletableFuture<Trial>> running = asked.stream()
                .map(trial -> Objects.requireNonNull(places.get(trial.realServer()))
                        .thenCompose(place -> trials.run(trial, place)))
                .toList();
        return HttpResponse.of(CompletableFuture.allOf(running.toArray(CompletableFuture<?>[]::new))
                .thenApply(all ->
                        done(running.stream().map(CompletableFuture::join).toList())));
    }

    private static JsonNode parsed(AggregatedHttpRequest request) throws Unfit {
        try {
            return JSON.readTree(request.contentUtf8());
        } catch (JsonProcessingException e) {
            throw new Unfit(HttpStatus.BAD_REQUEST, "The body is not JSON: " + e.getOriginalMessage());
        }
    }

    /** The real servers by their names, in the order asked. */
    private static Map<String, RealServerConfig> servers(JsonNode list) throws Unfit {
        Map<String, RealServerConfig> servers = new LinkedHashMap<>();
        if (list.size() > TrialRequest.MOST) {
            throw TrialRequest.unfit("realServers: these are " + list.size() + ", at most " + TrialRequest.MOST
                    + " may be asked at once.");
        }
        for (int i = 0; i < list.size(); i++) {
            JsonNode given = list.get(i);
            try {
                RealServerConfig server = new RealServerConfig(
                        given.path("address").asText(), given.path("port").asInt(80), 1, true);
                servers.put(server.name(), server);
            } catch (IllegalArgumentException e) {
                throw TrialRequest.unfit("realServers[" + i + "]." + e.getMessage());
            }
        }
        if (servers.isEmpty()) {
            throw TrialRequest.unfit("realServers: this is missing, it must be a list of addresses and ports.");
        }
        return servers;
    }

    /** Waits for the name server where the address is a name; one that is unknown fails as a connection does. */
    private static Trials.Place place(RealServerConfig server) {
        HealthTimes waits = HealthTimes.DEFAULT;
        return new Trials.Place(found(server).socketAddress(), waits.connectTimeout(), waits.responseTimeout());
    }

    private static RealServerConfig found(RealServerConfig server) {
        if (!server.isNamed()) {
            return server;
        }
        try {
            return server.at(InetAddress.getByName(server.address()).getHostAddress());
        } catch (UnknownHostException unknown) {
            return server;
        }
    }

    private HttpResponse done(List<Trial> made) {
        return JsonAnswer.of(out -> {
            out.writeArrayFieldStart("trials");
            for (Trial trial : made) {
                out.writeStartObject();
                HealthJson.trial(out, trial, trials);
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }
}
