package io.steelyard.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.steelyard.config.RealServerConfig;
import io.steelyard.config.VirtualServiceConfig;
import io.steelyard.health.CellState;
import io.steelyard.health.Trial;
import io.steelyard.health.Trials;
import io.steelyard.health.settings.Setting;
import io.steelyard.pool.CellStatus;
import io.steelyard.service.ApplianceView;
import io.steelyard.service.ServiceView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Tries a health check that is not saved, on real servers of one virtual service, and says what would change. Asks only
 * real servers that are configured, so that nobody is reached through here who is not probed anyway.
 */
final class TrialEndpoint implements HttpService {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final ApplianceView appliance;
    private final Insight insight;

    TrialEndpoint(ApplianceView appliance, Insight insight) {
        this.appliance = appliance;
        this.insight = insight;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
        MediaType type = request.contentType();
        if (type == null || !type.belongsTo(MediaType.JSON)) {
            return new Problem(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be JSON, as application/json.")
                    .response();
        }
        ctx.setRequestTimeout(LONGEST);
        return HttpResponse.of(request.aggregate().thenCompose(this::answer));
    }

    private CompletableFuture<HttpResponse> answer(AggregatedHttpRequest request) {
        try {
            return answer(JSON.readTree(request.contentUtf8()));
        } catch (JsonProcessingException e) {
            return problem(HttpStatus.BAD_REQUEST, "The body is not JSON: " + e.getOriginalMessage());
        } catch (Unfit unfit) {
            return CompletableFuture.completedFuture(unfit.problem().response());
        }
    }

    private CompletableFuture<HttpResponse> answer(JsonNode body) throws Unfit {
        String name = body.path("virtualService").asText();
        ServiceView service = HealthEndpoints.service(appliance, name);
        if (service == null) {
            throw TrialRequest.unfit("virtualService: there is no virtual service '" + name + "'.");
        }
        List<Trial> trials = TrialRequest.read(body, servers(body, service.config()), insight.trials());
        List<CompletableFuture<Trial>> running = trials.stream()
                .map(trial -> insight.trials()
                        .run(trial, place(service.config(), trial))
                        .toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(running.toArray(CompletableFuture<?>[]::new))
                .thenApply(all -> done(
                        service, running.stream().map(CompletableFuture::join).toList()));
    }

    private static List<String> servers(JsonNode body, VirtualServiceConfig service) throws Unfit {
        List<String> all =
                service.realServers().stream().map(RealServerConfig::name).toList();
        if (body.path("realServers").isEmpty()) {
            return all;
        }
        List<String> chosen = new ArrayList<>();
        for (JsonNode server : body.path("realServers")) {
            if (!all.contains(server.asText())) {
                throw TrialRequest.unfit("realServers: '" + server.asText() + "' is no real server of " + service.name()
                        + "; there are: " + String.join(", ", all) + ".");
            }
            chosen.add(server.asText());
        }
        return chosen;
    }

    private static Trials.Place place(VirtualServiceConfig service, Trial trial) {
        RealServerConfig server = service.realServers().stream()
                .filter(candidate -> candidate.name().equals(trial.realServer()))
                .findFirst()
                .orElseThrow();
        return new Trials.Place(
                server.socketAddress(),
                service.health().connectTimeout(),
                service.health().responseTimeout(),
                service.http().origin().proxyProtocol().greeting());
    }

    private HttpResponse done(ServiceView service, List<Trial> trials) {
        return JsonAnswer.of(out -> {
            out.writeArrayFieldStart("trials");
            for (Trial trial : trials) {
                CellState now = now(service, trial);
                CellState would = trial.isUp() ? CellState.UP : CellState.DOWN;
                out.writeStartObject();
                HealthJson.trial(out, trial, insight.trials());
                out.writeStringField("now", now == null ? null : Setting.word(now));
                out.writeStringField("would", Setting.word(would));
                out.writeBooleanField("changes", now != would);
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    /** The state of the cell that this trial would replace: the same host name, else the one without. Null for a new one. */
    private static @Nullable CellState now(ServiceView service, Trial trial) {
        List<CellStatus> cells = service.roster().servers().stream()
                .filter(server -> server.server().name().equals(trial.realServer()))
                .flatMap(server -> server.cells().stream())
                .toList();
        return cells.stream()
                .filter(cell -> Objects.equals(cell.id().host(), trial.host()))
                .findFirst()
                .or(() ->
                        cells.stream().filter(cell -> cell.id().host() == null).findFirst())
                .map(CellStatus::state)
                .orElse(null);
    }

    private static CompletableFuture<HttpResponse> problem(HttpStatus status, String detail) {
        return CompletableFuture.completedFuture(new Problem(status, detail).response());
    }
}
