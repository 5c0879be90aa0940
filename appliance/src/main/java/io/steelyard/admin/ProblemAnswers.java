package io.steelyard.admin;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.RequestTimeoutException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every error of the admin side as a {@link Problem}; what a client causes leaves no trace in the log. */
final class ProblemAnswers implements ServerErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);

    @Override
    public HttpResponse onServiceException(ServiceRequestContext ctx, Throwable cause) {
        return problem(ctx.config(), cause).response();
    }

    @Override
    public AggregatedHttpResponse renderStatus(
            @Nullable ServiceRequestContext ctx,
            ServiceConfig config,
            @Nullable RequestHeaders headers,
            HttpStatus status,
            @Nullable String description,
            @Nullable Throwable cause) {
        return SecurityHeaders.on(new Problem(status, detail(status, config)).whole());
    }

    @Override
    public AggregatedHttpResponse onProtocolViolation(
            ServiceConfig config,
            @Nullable RequestHeaders headers,
            HttpStatus status,
            @Nullable String description,
            @Nullable Throwable cause) {
        return SecurityHeaders.on(new Problem(status, detail(status, config)).whole());
    }

    private static Problem problem(ServiceConfig config, Throwable cause) {
        if (cause instanceof HttpStatusException known) {
            return new Problem(known.httpStatus(), detail(known.httpStatus(), config));
        }
        if (cause instanceof ContentTooLargeException) {
            return new Problem(
                    HttpStatus.REQUEST_ENTITY_TOO_LARGE, detail(HttpStatus.REQUEST_ENTITY_TOO_LARGE, config));
        }
        if (cause instanceof RequestTimeoutException) {
            return new Problem(HttpStatus.SERVICE_UNAVAILABLE, "The answer took too long; try again.");
        }
        LOG.error("A request to the admin side failed", cause);
        return new Problem(HttpStatus.INTERNAL_SERVER_ERROR, "This is a fault of Steelyard; its log says more.");
    }

    private static String detail(HttpStatus status, ServiceConfig config) {
        return switch (status.code()) {
            case 404 -> "There is nothing at this path.";
            case 405 -> "This path does not take this method.";
            case 413 -> "The body is longer than the " + config.maxRequestLength() + " bytes that are taken here.";
            case 414, 431 -> "The request's head is too large.";
            default -> "The request was not understood.";
        };
    }
}
