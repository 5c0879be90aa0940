package io.steelyard.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A request's body that has to be one JSON object with these fields and no others. */
final class JsonBody {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_TEXT = 1000;

    private final JsonNode fields;

    private JsonBody(JsonNode fields) {
        this.fields = fields;
    }

    /** What a body lacks; thrown within {@link #read} only, and answered there. */
    static final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Problem problem;

        Unfit(Problem problem) {
            super(problem.detail(), null, false, false);
            this.problem = problem;
        }

        Unfit(String field, String sentence) {
            this(new Problem(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    field + ": " + sentence,
                    new Problem.Culprit(field, null, List.of())));
        }
    }

    /**
     * Reads the body and answers.
     *
     * @param answer may throw {@link Unfit}
     */
    static HttpResponse read(
            HttpRequest request, List<String> names, Function<JsonBody, CompletableFuture<HttpResponse>> answer) {
        MediaType type = request.contentType();
        if (type == null || !type.belongsTo(MediaType.JSON)) {
            return new Problem(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be JSON, as application/json.")
                    .response();
        }
        return HttpResponse.of(request.aggregate().thenCompose(whole -> {
            try {
                return answer.apply(of(whole.contentUtf8(), names));
            } catch (Unfit unfit) {
                return CompletableFuture.completedFuture(unfit.problem.response());
            }
        }));
    }

    private static JsonBody of(String text, List<String> names) {
        JsonNode fields;
        try {
            fields = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new Unfit(new Problem(HttpStatus.BAD_REQUEST, "The body is not JSON: " + e.getOriginalMessage()));
        }
        if (!fields.isObject()) {
            throw new Unfit(new Problem(
                    HttpStatus.BAD_REQUEST, "The body must be an object with: " + String.join(", ", names) + "."));
        }
        for (Iterator<String> given = fields.fieldNames(); given.hasNext(); ) {
            String name = given.next();
            if (!names.contains(name)) {
                throw new Unfit(new Problem(
                        HttpStatus.UNPROCESSABLE_ENTITY,
                        name + ": this field is not known here.",
                        new Problem.Culprit(name, null, names)));
            }
        }
        return new JsonBody(fields);
    }

    /** Text that has to be there. */
    String text(String name) {
        String text = find(name);
        if (text == null) {
            throw new Unfit(name, "this is missing.");
        }
        return text;
    }

    /** Text; null where it is left out. */
    @Nullable
    String find(String name) {
        JsonNode value = fields.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual() || value.asText().length() > LONGEST_TEXT) {
            throw new Unfit(name, "this must be text of at most " + LONGEST_TEXT + " characters.");
        }
        return value.asText();
    }

    boolean flag(String name) {
        JsonNode value = fields.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw new Unfit(name, "this must be true or false.");
        }
        return value.asBoolean();
    }
}
