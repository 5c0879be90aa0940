package io.steelyard.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.steelyard.config.PersistBy;
import io.steelyard.config.PersistenceConfig;
import io.steelyard.event.Event;
import io.steelyard.event.Severity;
import io.steelyard.health.settings.Setting;
import io.steelyard.journal.Journal;
import io.steelyard.pool.Sessions;
import io.steelyard.pool.Sessions.Session;
import io.steelyard.service.ApplianceView;
import io.steelyard.service.ServiceView;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The clients that a virtual service's persistence remembers: counted, searched, and forgotten one by one, for a real
 * server, or all. Whoever is forgotten is scheduled anew with the next request. Every forgetting is told to the journal.
 */
final class SessionsEndpoint {
    private static final String PATH = "/api/v1/virtual-services/{name}/sessions";
    private static final int USUAL_LIMIT = 100;
    private static final int MOST = 1000;

    private final ApplianceView appliance;
    private final Journal journal;
    private final Clock clock;

    SessionsEndpoint(ApplianceView appliance, Journal journal, Clock clock) {
        this.appliance = appliance;
        this.journal = journal;
        this.clock = clock;
    }

    void route(ServerBuilder builder) {
        builder.route().get(PATH).build((ctx, request) -> off(ctx, service -> list(ctx, service)));
        builder.route().delete(PATH).build((ctx, request) -> off(ctx, service -> forgetMany(ctx, service)));
        builder.route().delete(PATH + "/{id}").build((ctx, request) -> off(ctx, service -> forgetOne(ctx, service)));
    }

    /** Looking at all of a table takes a while, so it is done off the event loops. */
    private HttpResponse off(ServiceRequestContext ctx, Function<ServiceView, HttpResponse> answer) {
        String name = Objects.requireNonNull(ctx.pathParam("name"));
        return HttpResponse.of(CompletableFuture.supplyAsync(
                () -> appliance.services().stream()
                        .filter(service -> service.config().name().equals(name))
                        .findFirst()
                        .map(answer)
                        .orElseGet(() -> new Problem(
                                        HttpStatus.NOT_FOUND, "There is no virtual service of the name " + name + ".")
                                .response()),
                ctx.blockingTaskExecutor()));
    }

    private static HttpResponse list(ServiceRequestContext ctx, ServiceView service) {
        int limit = limit(ctx.queryParam("limit"));
        if (limit < 0) {
            return unfit("limit", ctx.queryParam("limit"), "this must be a whole number from 0 to " + MOST);
        }
        String text = ctx.queryParam("q");
        Sessions sessions = service.sessions();
        PersistenceConfig config = service.config().distribution().persistence();
        return JsonAnswer.of(out -> {
            out.writeStringField("virtualService", service.config().name());
            out.writeStringField("persistence", Setting.word(config.by().type()));
            String note = note(config);
            if (note != null) {
                out.writeStringField("note", note);
            }
            out.writeNumberField("count", sessions.count());
            out.writeNumberField("capacity", sessions.capacity());
            out.writeNumberField("evicted", sessions.evicted());
            out.writeArrayFieldStart("realServers");
            for (Map.Entry<String, Long> server : countByServer(service).entrySet()) {
                out.writeStartObject();
                out.writeStringField("name", server.getKey());
                out.writeNumberField("count", server.getValue());
                out.writeEndObject();
            }
            out.writeEndArray();
            // One more than is shown tells whether there are more.
            List<Session> found = limit == 0 ? List.of() : sessions.find(text == null ? "" : text, limit + 1);
            out.writeBooleanField("more", found.size() > limit);
            out.writeArrayFieldStart("sessions");
            for (Session session : found.subList(0, Math.min(limit, found.size()))) {
                write(out, session);
            }
            out.writeEndArray();
        });
    }

    /** Every real server there is, and those that are gone but still have some. */
    private static Map<String, Long> countByServer(ServiceView service) {
        Map<String, Long> counts = new TreeMap<>(service.sessions().countByServer());
        service.roster()
                .servers()
                .forEach(status -> counts.putIfAbsent(status.server().name(), 0L));
        return counts;
    }

    private static void write(JsonGenerator out, Session session) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", session.id());
        out.writeStringField("client", session.client());
        out.writeStringField("realServer", session.realServer());
        out.writeStringField("since", session.since().toString());
        out.writeEndObject();
    }

    /** What an administrator must know to read the list rightly; null where there is nothing of the kind. */
    private static @Nullable String note(PersistenceConfig config) {
        if (config.by() instanceof PersistBy.Nothing) {
            return "Clients do not stay on their real servers here, so none are remembered.";
        }
        if (config.by() instanceof PersistBy.Cookie) {
            return config.orSourceIp()
                    ? "The cookie is kept by the clients alone; listed are their addresses, which count while a client"
                            + " has no cookie."
                    : "The cookie is kept by the clients alone: there is no table here, so none can be listed, counted or"
                            + " forgotten.";
        }
        return null;
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return USUAL_LIMIT;
        }
        int number = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : -1;
        return number <= MOST ? number : -1;
    }

    private HttpResponse forgetOne(ServiceRequestContext ctx, ServiceView service) {
        String id = Objects.requireNonNull(ctx.pathParam("id"));
        if (!service.sessions().forget(id)) {
            return new Problem(HttpStatus.NOT_FOUND, "There is no session of the id " + id + ".").response();
        }
        return forgot(ctx, service, null, 1, "the session " + id);
    }

    private HttpResponse forgetMany(ServiceRequestContext ctx, ServiceView service) {
        String realServer = ctx.queryParam("realServer");
        String all = ctx.queryParam("all");
        if (realServer != null && all == null) {
            if (!countByServer(service).containsKey(realServer)) {
                return unfit("realServer", realServer, "there is no such real server and no session of one");
            }
            long count = service.sessions().forgetAll(realServer);
            return forgot(ctx, service, realServer, count, "all sessions of " + realServer);
        }
        if ("true".equals(all) && realServer == null) {
            return forgot(ctx, service, null, service.sessions().forgetAll(), "all sessions");
        }
        return unfit("all", all, "this must be true, or realServer must name one real server, or the path one session");
    }

    private HttpResponse forgot(
            ServiceRequestContext ctx, ServiceView service, @Nullable String realServer, long count, String what) {
        String who = AccessGate.caller(ctx).name();
        String name = service.config().name();
        journal.happened(new Event(
                clock.instant(),
                Severity.NOTICE,
                "sessions-forgotten",
                name,
                realServer,
                null,
                name + " forgot " + what + " (" + count + ") by order of " + who,
                Map.of("who", who, "count", String.valueOf(count))));
        return JsonAnswer.of(out -> out.writeNumberField("forgotten", count));
    }

    private static HttpResponse unfit(String path, @Nullable String value, String what) {
        return new Problem(
                        HttpStatus.UNPROCESSABLE_ENTITY,
                        path + ": " + what + ".",
                        new Problem.Culprit(path, value, List.of()))
                .response();
    }
}
