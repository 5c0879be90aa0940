package io.steelyard.admin.configuration;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import io.steelyard.admin.JsonAnswer;
import io.steelyard.admin.Problem;
import io.steelyard.admin.Problem.Fault;
import io.steelyard.config.ConfigProblem;
import io.steelyard.service.change.Changed;
import io.steelyard.service.change.Changing;
import io.steelyard.service.change.Effect;
import io.steelyard.service.change.Operation;
import io.steelyard.service.change.Planned;
import io.steelyard.service.change.Planning;
import io.steelyard.service.change.Probation;
import io.steelyard.service.change.Rejection;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a change, as the client is told.
 *
 * @param place the path of the object that was sent, such as {@code virtualServices[2]}; empty for the whole
 * @param created where an object is that is new; null where none is
 */
public record ChangeAnswer(String place, @Nullable String created) {
    public static final ChangeAnswer WHOLE = new ChangeAnswer("", null);

    public HttpResponse of(Changing changing) {
        if (changing instanceof Changed changed) {
            long revision = changed.revision().number();
            ResponseHeadersBuilder headers = ResponseHeaders.builder(
                            created == null ? HttpStatus.OK : HttpStatus.CREATED)
                    .set(HttpHeaderNames.ETAG, ChangeRequest.tag(revision));
            if (created != null) {
                headers.set(HttpHeaderNames.LOCATION, created);
            }
            return JsonAnswer.of(headers.build(), out -> write(out, revision, changed.effect(), changed.probation()));
        }
        return problem((Rejection) changing).response();
    }

    public HttpResponse of(Planning planning) {
        return planning instanceof Planned planned
                ? JsonAnswer.of(
                        ResponseHeaders.of(HttpStatus.OK, HttpHeaderNames.ETAG, ChangeRequest.tag(planned.base())),
                        out -> write(out, planned.base(), planned.effect(), null))
                : problem((Rejection) planning).response();
    }

    Problem problem(Rejection rejection) {
        if (rejection instanceof Rejection.Invalid invalid) {
            List<ConfigProblem> problems = invalid.problems();
            return invalid(problems.stream().map(this::fault).toList());
        }
        if (rejection instanceof Rejection.Stale stale) {
            return ChangeRequest.stale(stale.current()).problem();
        }
        if (rejection instanceof Rejection.Unconfirmed unconfirmed) {
            Probation probation = unconfirmed.probation();
            return new Problem(
                    HttpStatus.CONFLICT,
                    "Revision " + probation.revision() + " is on probation until " + probation.until()
                            + ": confirm it or roll it back before anything else is changed.");
        }
        if (rejection instanceof Rejection.Unknown unknown) {
            return new Problem(
                    HttpStatus.NOT_FOUND, "There is no revision " + unknown.revision() + ", or none any more.");
        }
        String reason = ((Rejection.Refused) rejection).reason();
        return new Problem(HttpStatus.CONFLICT, Character.toUpperCase(reason.charAt(0)) + reason.substring(1) + ".");
    }

    static Problem invalid(List<Fault> faults) {
        Fault first = faults.get(0);
        String where = first.path().isEmpty() ? "" : first.path() + ": ";
        String rest = faults.size() == 1 ? "" : " (and " + (faults.size() - 1) + " more)";
        return new Problem(HttpStatus.UNPROCESSABLE_ENTITY, where + first.message() + rest, null, faults);
    }

    private Fault fault(ConfigProblem problem) {
        return fault(problem.path(), problem.message(), problem.line());
    }

    Fault fault(String path, String message, int line) {
        String field = null;
        if (!place.isEmpty() && path.startsWith(place)) {
            String rest = path.substring(place.length());
            field = rest.startsWith(".") ? rest.substring(1) : rest;
        }
        return new Fault(path, field, message, line);
    }

    private static void write(JsonGenerator out, long revision, Effect effect, @Nullable Probation probation)
            throws IOException {
        out.writeNumberField("revision", revision);
        out.writeObjectFieldStart("plan");
        out.writeStringField("summary", effect.summary());
        out.writeArrayFieldStart("sentences");
        for (String sentence : effect.sentences()) {
            out.writeString(sentence);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("operations");
        for (Operation operation : effect.operations()) {
            write(out, operation);
        }
        out.writeEndArray();
        out.writeEndObject();
        out.writeStringField(
                "confirmBy", probation == null ? null : probation.until().toString());
    }

    private static void write(JsonGenerator out, Operation operation) throws IOException {
        out.writeStartObject();
        out.writeStringField("kind", operation.kind());
        out.writeArrayFieldStart("virtualServices");
        for (String service : operation.services()) {
            out.writeString(service);
        }
        out.writeEndArray();
        out.writeStringField("realServer", operation.realServer());
        out.writeNumberField("connections", operation.connections());
        out.writeStringField("sentence", operation.sentence());
        out.writeEndObject();
    }
}
