package io.steelyard.admin.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.steelyard.admin.Endpoint;
import io.steelyard.admin.JsonAnswer;
import io.steelyard.admin.Slowly;
import io.steelyard.admin.Unfit;
import io.steelyard.admin.Who;
import io.steelyard.config.ConfigProblem;
import io.steelyard.config.ConfigReader;
import io.steelyard.config.ConfigTree;
import io.steelyard.config.Secrets;
import io.steelyard.service.change.Changes;
import io.steelyard.service.change.Confirming;
import io.steelyard.service.change.FileProblem;
import io.steelyard.service.change.Probation;
import io.steelyard.service.change.Rejection;
import io.steelyard.service.change.Standing;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration, at {@code /api/v1/configuration}: as it is written, secrets hidden, as JSON or YAML; changed
 * by PUT. Below it what is wrong with the file on disk, and what becomes of a revision on probation.
 */
public final class ConfigurationEndpoint implements Endpoint {
    private static final String PATH = "/api/v1/configuration";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Changes changes;
    private final Editing editing;
    private final Who who;

    public ConfigurationEndpoint(Changes changes, Secrets secrets, Who who) {
        this.changes = changes;
        this.editing = new Editing(changes, secrets);
        this.who = who;
    }

    @Override
    public void route(ServerBuilder builder) {
        builder.route().get(PATH).build(Slowly.answer((ctx, request) -> read(request)));
        builder.route().put(PATH).maxRequestLength(ConfigReader.MAX_BYTES).build(Slowly.answer(this::replace));
        builder.route()
                .get(PATH + "/problem")
                .build((ctx, request) -> problem(changes.standing().fileProblem()));
        builder.route()
                .get(PATH + "/pending")
                .build((ctx, request) -> pending(changes.standing().probation()));
        builder.route().post(PATH + "/confirm").build(Slowly.answer(this::confirm));
        builder.route().post(PATH + "/rollback").build(Slowly.answer(this::rollBack));
    }

    private HttpResponse read(AggregatedHttpRequest request) {
        Standing standing = changes.standing();
        return shown(request, standing.revision().number(), standing.text(), standing.tree(), editing.secrets());
    }

    /** A configuration for people, in the form that the client wants, with its revision as ETag. */
    static HttpResponse shown(
            AggregatedHttpRequest request, long revision, String text, ConfigTree tree, Secrets secrets) {
        boolean yaml = ConfigBody.wantsYaml(request);
        // The two forms are two representations, which must not share a tag for caches; If-Match takes the plain one.
        ResponseHeaders headers = ResponseHeaders.builder(HttpStatus.OK)
                .set(HttpHeaderNames.ETAG, ChangeRequest.tag(revision))
                .set(HttpHeaderNames.VARY, "Accept")
                .build();
        String known = request.headers().get(HttpHeaderNames.IF_NONE_MATCH);
        if (known != null && ChangeRequest.matches(known, revision)) {
            return HttpResponse.of(
                    headers.toBuilder().status(HttpStatus.NOT_MODIFIED).build());
        }
        ConfigTree hidden = secrets.hidden(tree);
        if (!yaml) {
            return JsonAnswer.with(headers, out -> JSON.writeValue(out, hidden.root()));
        }
        String shown = hidden.equals(tree) ? text : hidden.yaml();
        return HttpResponse.of(
                headers.toBuilder()
                        .contentType(ConfigBody.YAML.withCharset(UTF_8))
                        .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                        .build(),
                HttpData.ofUtf8(shown));
    }

    private HttpResponse replace(ServiceRequestContext ctx, AggregatedHttpRequest request) throws Unfit {
        boolean yaml = ConfigBody.isYaml(request);
        ChangeRequest change = ChangeRequest.of(
                ctx, request, who, changes.standing().revision().number());
        return yaml ? editing.text(change, request.contentUtf8()) : editing.whole(change, ConfigBody.object(request));
    }

    private static HttpResponse problem(@Nullable FileProblem problem) {
        return problem == null
                ? nothing()
                : JsonAnswer.of(out -> {
                    out.writeStringField("file", problem.file());
                    out.writeStringField("at", problem.since().toString());
                    out.writeArrayFieldStart("problems");
                    for (ConfigProblem each : problem.problems()) {
                        write(out, each);
                    }
                    out.writeEndArray();
                });
    }

    private static void write(JsonGenerator out, ConfigProblem problem) throws IOException {
        out.writeStartObject();
        out.writeStringField("path", problem.path());
        out.writeStringField("message", problem.message());
        if (problem.line() > 0) {
            out.writeNumberField("line", problem.line());
        }
        out.writeEndObject();
    }

    private static HttpResponse pending(@Nullable Probation probation) {
        return probation == null
                ? nothing()
                : JsonAnswer.of(out -> {
                    out.writeNumberField("revision", probation.revision());
                    out.writeNumberField("fallback", probation.fallback());
                    out.writeStringField("confirmBy", probation.until().toString());
                });
    }

    private static HttpResponse nothing() {
        return HttpResponse.of(ResponseHeaders.of(HttpStatus.NO_CONTENT, HttpHeaderNames.CACHE_CONTROL, "no-store"));
    }

    private HttpResponse confirm(ServiceRequestContext ctx, AggregatedHttpRequest request) throws Unfit {
        Confirming confirming = changes.confirm(revision(ConfigBody.object(request)), who.of(ctx));
        return confirming instanceof Confirming.Confirmed confirmed
                ? JsonAnswer.of(out -> {
                    out.writeNumberField("revision", confirmed.revision().number());
                    out.writeNullField("confirmBy");
                })
                : ChangeAnswer.WHOLE.problem((Rejection) confirming).response();
    }

    private HttpResponse rollBack(ServiceRequestContext ctx, AggregatedHttpRequest request) throws Unfit {
        Probation probation = changes.standing().probation();
        Map<String, @Nullable Object> body = request.content().isEmpty() ? Map.of() : ConfigBody.object(request);
        if (probation == null) {
            throw new Unfit(HttpStatus.CONFLICT, "Nothing is on probation, so there is nothing to roll back.");
        }
        long revision = body.containsKey("revision") ? revision(body) : probation.revision();
        String why = ctx.queryParam("why");
        return ChangeAnswer.WHOLE.of(changes.rollBack(revision, who.of(ctx), why == null ? "" : why));
    }

    private static long revision(Map<String, @Nullable Object> body) throws Unfit {
        if (body.size() == 1 && body.get("revision") instanceof Integer number) {
            return number;
        }
        throw new Unfit(
                HttpStatus.UNPROCESSABLE_ENTITY,
                "The body must name the revision on probation and nothing else, such as {\"revision\": 12}.");
    }
}
