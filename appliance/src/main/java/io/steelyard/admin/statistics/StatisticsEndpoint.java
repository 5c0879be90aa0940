package io.steelyard.admin.statistics;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.steelyard.admin.Endpoint;
import io.steelyard.admin.JsonAnswer;
import io.steelyard.admin.Problem;
import io.steelyard.admin.Problem.Culprit;
import io.steelyard.admin.Slowly;
import io.steelyard.admin.Unfit;
import io.steelyard.admin.metrics.MeterBook;
import io.steelyard.admin.metrics.ServiceMeters;
import io.steelyard.admin.statistics.History.Range;
import io.steelyard.health.settings.Setting;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What went through, step by step, at {@code GET /api/v1/statistics}: of everything, a virtual service, a real server. */
public final class StatisticsEndpoint implements Endpoint {
    private static final List<String> RANGES =
            Stream.of(Range.values()).map(Setting::word).toList();

    private final Statistics statistics;
    private final MeterBook meters;
    private final Clock clock;

    /** @param meters what the statistics are told from */
    public StatisticsEndpoint(Statistics statistics, MeterBook meters, Clock clock) {
        this.statistics = statistics;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public void route(ServerBuilder builder) {
        builder.route().get("/api/v1/statistics").build(Slowly.answer((ctx, request) -> answer(ctx)));
    }

    private HttpResponse answer(ServiceRequestContext ctx) throws Unfit {
        Range range = range(ctx.queryParam("range"));
        String virtualService = ctx.queryParam("virtualService");
        String realServer = ctx.queryParam("realServer");
        check(virtualService, realServer);
        Instant now = clock.instant();
        long step = range.step.toSeconds();
        long from = (Math.floorDiv(now.getEpochSecond(), step) - range.steps) * step;
        Map<String, double[]> series = statistics.series(range, virtualService, realServer, now);
        return JsonAnswer.of(out -> {
            out.writeNumberField("step", step);
            out.writeStringField("from", Instant.ofEpochSecond(from).toString());
            out.writeObjectFieldStart("series");
            for (Map.Entry<String, double[]> one : series.entrySet()) {
                out.writeFieldName(one.getKey());
                out.writeArray(one.getValue(), 0, one.getValue().length);
            }
            out.writeEndObject();
        });
    }

    private static Range range(@Nullable String word) throws Unfit {
        for (Range range : Range.values()) {
            if (word == null || Setting.word(range).equals(word)) {
                return range;
            }
        }
        throw unfit(HttpStatus.UNPROCESSABLE_ENTITY, "range", word, RANGES);
    }

    private void check(@Nullable String virtualService, @Nullable String realServer) throws Unfit {
        List<String> services =
                meters.services().stream().map(ServiceMeters::virtualService).toList();
        if (virtualService == null) {
            if (realServer != null) {
                throw unfit(HttpStatus.UNPROCESSABLE_ENTITY, "virtualService", null, services);
            }
            return;
        }
        ServiceMeters service = services.contains(virtualService) ? meters.service(virtualService) : null;
        if (service == null) {
            throw unfit(HttpStatus.NOT_FOUND, "virtualService", virtualService, services);
        }
        if (realServer != null && service.server(realServer) == null) {
            throw unfit(
                    HttpStatus.NOT_FOUND,
                    "realServer",
                    realServer,
                    service.servers().stream()
                            .map(server -> server.realServer())
                            .toList());
        }
    }

    private static Unfit unfit(HttpStatus status, String name, @Nullable String value, List<String> allowed) {
        List<String> some = allowed.size() > 20 ? allowed.subList(0, 20) : allowed;
        return new Unfit(new Problem(
                status,
                name + ": this must be one of " + String.join(", ", some) + ".",
                new Culprit(name, value, allowed)));
    }
}
