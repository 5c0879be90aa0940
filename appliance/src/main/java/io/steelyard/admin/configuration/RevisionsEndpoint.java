package io.steelyard.admin.configuration;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.AggregatedHttpRequest;
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
import io.steelyard.config.ConfigTree;
import io.steelyard.config.PathChange;
import io.steelyard.config.Secrets;
import io.steelyard.config.revision.Revision;
import io.steelyard.config.revision.RevisionDiff;
import io.steelyard.health.settings.Setting;
import io.steelyard.service.change.Changes;
import io.steelyard.service.change.Draft;
import io.steelyard.service.change.Standing;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every configuration that was in force, at {@code /api/v1/revisions}: listed, read, compared, put in force again. */
public final class RevisionsEndpoint implements Endpoint {
    private static final String PATH = "/api/v1/revisions";
    private static final String ONE = PATH + "/{number}";
    private static final int USUAL = 100;
    private static final int MOST = 1000;

    private final Changes changes;
    private final Secrets secrets;
    private final Who who;

    public RevisionsEndpoint(Changes changes, Secrets secrets, Who who) {
        this.changes = changes;
        this.secrets = secrets;
        this.who = who;
    }

    @Override
    public void route(ServerBuilder builder) {
        builder.route().get(PATH).build(Slowly.answer((ctx, request) -> list(ctx)));
        builder.route().get(ONE).build(Slowly.answer(this::read));
        builder.route().get(ONE + "/diff").build(Slowly.answer((ctx, request) -> diff(ctx)));
        builder.route().post(ONE + "/restore").build(Slowly.answer(this::restore));
    }

    private HttpResponse list(ServiceRequestContext ctx) throws Unfit {
        long limit = Math.min(MOST, number("limit", ctx.queryParam("limit"), USUAL));
        long before = number("before", ctx.queryParam("before"), Long.MAX_VALUE);
        Standing standing = changes.standing();
        List<Revision> shown = changes.revisions().list().stream()
                .filter(revision -> revision.number() < before)
                .limit(limit)
                .toList();
        return JsonAnswer.with(ResponseHeaders.of(HttpStatus.OK), out -> {
            out.writeStartArray();
            for (Revision revision : shown) {
                write(out, revision, standing);
            }
            out.writeEndArray();
        });
    }

    private static void write(JsonGenerator out, Revision revision, Standing standing) throws IOException {
        Long madeFrom = revision.madeFrom();
        out.writeStartObject();
        out.writeNumberField("revision", revision.number());
        out.writeStringField("at", revision.at().toString());
        out.writeStringField("who", revision.who());
        out.writeStringField("why", revision.why());
        out.writeStringField("state", state(revision, standing));
        out.writeStringField("origin", Setting.word(revision.origin()));
        if (madeFrom != null) {
            out.writeNumberField("madeFrom", madeFrom);
        }
        out.writeEndObject();
    }

    private static String state(Revision revision, Standing standing) {
        if (revision.number() != standing.revision().number()) {
            return "earlier";
        }
        return standing.probation() == null ? "in-force" : "on-probation";
    }

    private HttpResponse read(ServiceRequestContext ctx, AggregatedHttpRequest request) throws Unfit {
        long number = revision(ctx);
        String text = text(number);
        return ConfigurationEndpoint.shown(request, number, text, ConfigTree.ofYaml(text), secrets);
    }

    private HttpResponse diff(ServiceRequestContext ctx) throws Unfit {
        long number = revision(ctx);
        String against = ctx.queryParam("against");
        long other = against == null ? changes.standing().revision().number() : number("against", against, 0);
        String before = text(number);
        String after = text(other);
        ConfigTree one = ConfigTree.ofYaml(before);
        ConfigTree two = ConfigTree.ofYaml(after);
        List<PathChange> paths = one.changesTo(two);
        RevisionDiff diff =
                RevisionDiff.between("revision " + number, shown(before, one), "revision " + other, shown(after, two));
        String unified = diff.lines().isEmpty() ? "" : String.join("\n", diff.lines()) + "\n";
        return JsonAnswer.of(out -> {
            out.writeNumberField("revision", number);
            out.writeNumberField("against", other);
            out.writeStringField("unified", unified);
            out.writeBooleanField("tooLong", diff.tooLong());
            out.writeArrayFieldStart("paths");
            for (PathChange change : paths) {
                out.writeStartObject();
                out.writeStringField("path", change.path());
                out.writeStringField("kind", Setting.word(change.kind()));
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    private String shown(String text, ConfigTree tree) {
        ConfigTree hidden = secrets.hidden(tree);
        return hidden.equals(tree) ? text : hidden.yaml();
    }

    private HttpResponse restore(ServiceRequestContext ctx, AggregatedHttpRequest request) throws Unfit {
        long number = revision(ctx);
        ChangeRequest change = ChangeRequest.of(
                ctx, request, who, changes.standing().revision().number());
        String text = text(number);
        return change.planOnly()
                ? ChangeAnswer.WHOLE.of(changes.plan(Draft.ofText(change.base(), text, change.who(), change.why())))
                : ChangeAnswer.WHOLE.of(
                        changes.restore(number, change.base(), change.who(), change.why(), change.probation()));
    }

    private String text(long number) throws Unfit {
        String text = changes.revisions().text(number);
        if (text == null) {
            throw new Unfit(HttpStatus.NOT_FOUND, "There is no revision " + number + ", or none any more.");
        }
        return text;
    }

    private static long revision(ServiceRequestContext ctx) throws Unfit {
        String given = String.valueOf(ctx.pathParam("number"));
        if (!given.matches("\\d{1,18}")) {
            throw new Unfit(HttpStatus.NOT_FOUND, "A revision is a whole number.");
        }
        return Long.parseLong(given);
    }

    private static long number(String name, @Nullable String given, long fallback) throws Unfit {
        if (given != null && !given.matches("\\d{1,18}")) {
            throw new Unfit(HttpStatus.BAD_REQUEST, "'" + name + "' must be a whole number.");
        }
        return given == null ? fallback : Long.parseLong(given);
    }
}
