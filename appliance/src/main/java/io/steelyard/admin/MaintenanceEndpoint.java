package io.steelyard.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.steelyard.event.Event;
import io.steelyard.event.Severity;
import io.steelyard.health.settings.Setting;
import io.steelyard.pool.Order;
import io.steelyard.service.ApplianceView;
import io.steelyard.service.Maintenance.Scope;
import io.steelyard.service.Maintenance.Standing;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes a real server out for work on it and brings it back, by {@code POST /api/v1/maintenance}, and says how far it is,
 * by {@code GET}: one real server, or without one everything that is drained or disabled, in all virtual services or in one,
 * for all host names or for one. Every order is told to the journal.
 */
final class MaintenanceEndpoint {
    private static final String PATH = "/api/v1/maintenance";
    private static final List<String> FIELDS = List.of("realServer", "virtualService", "host", "order");
    private static final List<String> ORDERS =
            Stream.of(Order.values()).map(Setting::word).toList();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MaintenanceScopes scopes;
    private final Insight insight;
    private final Clock clock;
    private final Runnable changed;

    /** @param changed to be run when the status is not what it was */
    MaintenanceEndpoint(ApplianceView appliance, Insight insight, Clock clock, Runnable changed) {
        this.scopes = new MaintenanceScopes(appliance);
        this.insight = insight;
        this.clock = clock;
        this.changed = changed;
    }

    void route(ServerBuilder builder) {
        builder.route()
                .get(PATH)
                .build((ctx, request) -> HttpResponse.of(
                        CompletableFuture.supplyAsync(() -> standing(ctx), ctx.blockingTaskExecutor())));
        builder.route().post(PATH).build(this::order);
    }

    private HttpResponse standing(ServiceRequestContext ctx) {
        Scope scope = scope(ctx.queryParam("realServer"), ctx.queryParam("virtualService"), ctx.queryParam("host"));
        Problem nothing = scopes.whyNothing(scope, HttpStatus.NOT_FOUND);
        return nothing == null ? answer(insight.maintenance().standing(scope)) : nothing.response();
    }

    private HttpResponse order(ServiceRequestContext ctx, HttpRequest request) {
        MediaType type = request.contentType();
        if (type == null || !type.belongsTo(MediaType.JSON)) {
            return new Problem(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be JSON, as application/json.")
                    .response();
        }
        String who = AccessGate.caller(ctx).name();
        return HttpResponse.of(request.aggregate()
                .thenApplyAsync(whole -> order(whole.contentUtf8(), who), ctx.blockingTaskExecutor()));
    }

    private HttpResponse order(String body, String who) {
        try {
            JsonNode fields = JSON.readTree(body);
            Problem misshapen = misshapen(fields);
            return misshapen == null ? order(fields, who) : misshapen.response();
        } catch (JsonProcessingException e) {
            return new Problem(HttpStatus.BAD_REQUEST, "The body is not JSON: " + e.getOriginalMessage()).response();
        }
    }

    private HttpResponse order(JsonNode fields, String who) {
        Scope scope = scope(fields.path("realServer").asText(), text(fields, "virtualService"), text(fields, "host"));
        Problem nothing = scopes.whyNothing(scope, HttpStatus.UNPROCESSABLE_ENTITY);
        if (nothing != null) {
            return nothing.response();
        }
        Order order = Order.valueOf(fields.path("order").asText().toUpperCase(Locale.ROOT));
        List<Standing> standings = insight.maintenance().give(scope, order);
        insight.journal().happened(event(scope, order, standings, who));
        changed.run();
        return answer(standings);
    }

    private static @Nullable Problem misshapen(JsonNode fields) {
        if (!fields.isObject()) {
            return new Problem(
                    HttpStatus.BAD_REQUEST,
                    "The body must be an object such as {\"realServer\": \"192.0.2.21:80\", \"order\": \"drain\"}.");
        }
        for (Iterator<String> names = fields.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                return unfit(name, fields.get(name), "this field is not known here.", FIELDS);
            }
            if (!fields.get(name).isTextual() && !fields.get(name).isNull()) {
                return unfit(name, fields.get(name), "this must be text.", List.of());
            }
        }
        JsonNode order = fields.path("order");
        return ORDERS.contains(order.asText())
                ? null
                : unfit("order", order, "this must be one of " + String.join(", ", ORDERS) + ".", ORDERS);
    }

    private static Problem unfit(String path, JsonNode value, String what, List<String> allowed) {
        String given = value.isMissingNode() || value.isNull() ? null : value.isTextual() ? value.asText() : "" + value;
        return new Problem(
                HttpStatus.UNPROCESSABLE_ENTITY, path + ": " + what, new Problem.Culprit(path, given, allowed));
    }

    private static Scope scope(@Nullable String realServer, @Nullable String virtualService, @Nullable String host) {
        return new Scope(realServer, virtualService, host == null ? null : host.toLowerCase(Locale.ROOT));
    }

    private static @Nullable String text(JsonNode fields, String name) {
        return fields.hasNonNull(name) ? fields.get(name).asText() : null;
    }

    private Event event(Scope scope, Order order, List<Standing> standings, String who) {
        String services =
                standings.stream().map(Standing::virtualService).distinct().collect(Collectors.joining(", "));
        String subject = scope.host() == null ? scope.realServer() : scope.host() + " on " + scope.realServer();
        String told = switch (order) {
            case ENABLE -> " was enabled";
            case DRAIN -> " was told to drain";
            case DISABLE -> " was disabled";
        };
        long left = remaining(standings);
        Map<String, String> details = new TreeMap<>(Map.of(
                "who", who, "order", Setting.word(order), "remaining", String.valueOf(left), "services", services));
        return new Event(
                clock.instant(),
                Severity.NOTICE,
                "maintenance-" + Setting.word(order),
                standings.size() == 1 ? standings.get(0).virtualService() : null,
                scope.realServer(),
                scope.host(),
                subject + told + " in " + services + " by " + who + "; exchanges there at that moment: " + left,
                details);
    }

    private static long remaining(List<Standing> standings) {
        return standings.stream().mapToLong(Standing::remaining).sum();
    }

    private static HttpResponse answer(List<Standing> standings) {
        return JsonAnswer.of(out -> {
            out.writeNumberField("remaining", remaining(standings));
            out.writeNumberField(
                    "sessions", standings.stream().mapToLong(Standing::sessions).sum());
            out.writeBooleanField(
                    "drained", !standings.isEmpty() && standings.stream().allMatch(Standing::isDrained));
            out.writeArrayFieldStart("standings");
            for (Standing standing : standings) {
                out.writeStartObject();
                out.writeStringField("virtualService", standing.virtualService());
                out.writeStringField("realServer", standing.realServer());
                out.writeStringField("host", standing.host());
                out.writeStringField("order", Setting.word(standing.order()));
                out.writeNumberField("remaining", standing.remaining());
                out.writeNumberField("sessions", standing.sessions());
                out.writeBooleanField("drained", standing.isDrained());
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }
}
