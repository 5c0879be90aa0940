package io.steelyard.admin;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.steelyard.health.CellHistory;
import io.steelyard.health.CellId;
import io.steelyard.health.Diagnosis;
import io.steelyard.health.HealthChange;
import io.steelyard.health.Verdict;
import io.steelyard.health.settings.Setting;
import io.steelyard.service.ApplianceView;
import io.steelyard.service.ServiceView;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Cells with their evidence, probes on demand, and diagnoses. A cell is named by its real server and its host name, by
 * {@code -} where the check asks by none; where several checks have such a cell, {@code ?check=} says which.
 */
final class HealthEndpoints {
    private static final String SERVICE = "/api/v1/virtual-services/{name}";
    private static final String CELL = SERVICE + "/cells/{realServer}/{host}";
    private static final String NO_HOST = "-";

    private final ApplianceView appliance;
    private final Insight insight;

    HealthEndpoints(ApplianceView appliance, Insight insight) {
        this.appliance = appliance;
        this.insight = insight;
    }

    void route(ServerBuilder builder) {
        builder.route().get(CELL).build((ctx, request) -> cell(ctx));
        builder.route().post(CELL + "/probe").build((ctx, request) -> probe(ctx));
        builder.route().get(SERVICE + "/diagnoses").build((ctx, request) -> diagnoses(ctx));
        TrialEndpoint trials = new TrialEndpoint(appliance, insight);
        builder.route().post("/api/v1/health-checks/try").build(trials);
        new PreviewEndpoint(insight.trials()).route(builder);
    }

    private HttpResponse cell(ServiceRequestContext ctx) {
        CellHistory history = history(ctx);
        return history == null
                ? noSuchCell()
                : JsonAnswer.of(out -> {
                    Diagnosis diagnosis = insight.diagnoses().of(history.cell());
                    out.writeStringField("virtualService", history.cell().virtualService());
                    HealthJson.cell(out, history.cell());
                    out.writeNumberField("check", history.cell().check());
                    out.writeStringField("state", Setting.word(history.state().state()));
                    out.writeStringField("since", history.state().since().toString());
                    out.writeStringField("reason", history.state().reason());
                    if (diagnosis != null) {
                        out.writeFieldName("diagnosis");
                        HealthJson.diagnosis(out, diagnosis, insight.trials());
                    }
                    out.writeArrayFieldStart("probes");
                    for (Verdict verdict : history.verdicts()) {
                        HealthJson.verdict(out, verdict);
                    }
                    out.writeEndArray();
                    out.writeArrayFieldStart("transitions");
                    for (HealthChange change : history.transitions()) {
                        HealthJson.transition(out, change);
                    }
                    out.writeEndArray();
                });
    }

    private HttpResponse probe(ServiceRequestContext ctx) {
        CellHistory history = history(ctx);
        Optional<CompletionStage<Verdict>> probe =
                history == null ? Optional.empty() : insight.monitor().probeNow(history.cell());
        if (probe.isEmpty()) {
            return noSuchCell();
        }
        return HttpResponse.of(probe.get()
                .handle((verdict, failure) -> failure != null
                        ? new Problem(
                                        HttpStatus.CONFLICT,
                                        "This cell is not probed: nothing is asked of it, or it is"
                                                + " watched no longer.")
                                .response()
                        : JsonAnswer.of(out -> {
                            out.writeFieldName("probe");
                            HealthJson.verdict(out, verdict);
                        })));
    }

    private HttpResponse diagnoses(ServiceRequestContext ctx) {
        String name = Objects.requireNonNull(ctx.pathParam("name"));
        if (service(appliance, name) == null) {
            return noSuchService(name);
        }
        return JsonAnswer.of(out -> {
            out.writeArrayFieldStart("diagnoses");
            for (Diagnosis diagnosis : insight.diagnoses().of(name)) {
                HealthJson.diagnosis(out, diagnosis, insight.trials());
            }
            out.writeEndArray();
        });
    }

    private @Nullable CellHistory history(ServiceRequestContext ctx) {
        String name = Objects.requireNonNull(ctx.pathParam("name"));
        String realServer = Objects.requireNonNull(ctx.pathParam("realServer"));
        String given = Objects.requireNonNull(ctx.pathParam("host")).toLowerCase(Locale.ROOT);
        String host = given.equals(NO_HOST) ? null : given;
        ServiceView service = service(appliance, name);
        int checks = service == null ? 0 : service.config().healthChecks().size();
        String wanted = ctx.queryParam("check");
        for (int check = 0; check < checks; check++) {
            CellHistory history = insight.monitor().history(new CellId(name, realServer, check, host));
            if (history != null && (wanted == null || wanted.equals(String.valueOf(check)))) {
                return history;
            }
        }
        return null;
    }

    static @Nullable ServiceView service(ApplianceView appliance, String name) {
        return appliance.services().stream()
                .filter(service -> service.config().name().equals(name))
                .findFirst()
                .orElse(null);
    }

    static HttpResponse noSuchService(String name) {
        return new Problem(HttpStatus.NOT_FOUND, "There is no virtual service '" + name + "'.").response();
    }

    private static HttpResponse noSuchCell() {
        return new Problem(
                        HttpStatus.NOT_FOUND,
                        "There is no such cell: name a real server as address:port, and a host name of the health check,"
                                + " or '-' for a check without host names.")
                .response();
    }
}
