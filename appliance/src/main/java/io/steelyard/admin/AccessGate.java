package io.steelyard.admin;

import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Route;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.util.AttributeKey;
import io.steelyard.admin.access.Access;
import io.steelyard.admin.access.Admission;
import io.steelyard.admin.access.Admission.Let;
import io.steelyard.admin.access.Admission.Stop;
import io.steelyard.admin.access.Asking;
import io.steelyard.admin.access.AuditEntry;
import io.steelyard.admin.access.Caller;
import io.steelyard.admin.access.Need;
import io.steelyard.admin.access.Permissions;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What every request to the admin side goes through before an endpoint hears of it. Endpoints learn here who the caller
 * is. Every change, and every one that was refused, is told to the audit when its outcome is known.
 */
final class AccessGate implements DecoratingHttpServiceFunction {
    private static final AttributeKey<Caller> CALLER = AttributeKey.valueOf(AccessGate.class, "caller");
    private static final String BEARER = "bearer ";
    private static final String EVENTS = "/api/v1/events";
    private static final int LOOK_SECONDS = 2;

    private final Access access;

    AccessGate(Access access) {
        this.access = access;
    }

    /**
     * Who makes this request.
     *
     * @throws IllegalStateException where the endpoint is one for which nobody need be known
     */
    static Caller caller(ServiceRequestContext ctx) {
        Caller caller = knownCaller(ctx);
        if (caller == null) {
            throw new IllegalStateException("nobody need be known at " + ctx.path());
        }
        return caller;
    }

    /** Who makes this request; null where that is not known. */
    static @Nullable Caller knownCaller(ServiceRequestContext ctx) {
        return ctx.attr(CALLER);
    }

    /** What the browser shows of a log-on; null for nothing. */
    static @Nullable String cookie(ServiceRequestContext ctx, HttpRequest request) {
        String name = cookieName(ctx);
        return request.headers().cookies().stream()
                .filter(cookie -> cookie.name().equals(name))
                .map(Cookie::value)
                .findFirst()
                .orElse(null);
    }

    /** With the prefix, browsers take it over TLS only, from this very host, for all of it (RFC 6265bis). */
    static String cookieName(ServiceRequestContext ctx) {
        return ctx.sessionProtocol().isTls() ? "__Host-steelyard" : "steelyard";
    }

    static InetAddress address(ServiceRequestContext ctx) {
        return ctx.remoteAddress().getAddress();
    }

    @Override
    public HttpResponse serve(HttpService service, ServiceRequestContext ctx, HttpRequest request) throws Exception {
        Route route = ctx.config().route();
        boolean nowhere = route.isFallback();
        Need need = nowhere ? Need.NOTHING : Permissions.of(request.method().name(), path(route));
        Asking asking = asking(ctx, request, need);
        Admission admission = access.admit(asking);
        if (admission instanceof Stop stop) {
            if (asking.isChange() && stop.caller() != null) {
                access.audit().did(stop.caller(), what(ctx, request), AuditEntry.REFUSED, stop.sentence());
            }
            if (asking.bearer() != null && stop.why() == Admission.Why.WHO) {
                access.tokenRefused(asking);
            }
            return answer(stop);
        }
        Caller caller = ((Let) admission).caller();
        ctx.setAttr(CALLER, caller);
        if (!asking.isChange() || nowhere || caller == null || isComingOrGoing(ctx)) {
            HttpResponse response = service.serve(ctx, request);
            return ctx.path().equals(EVENTS) ? watched(ctx, response, asking) : response;
        }
        return audited(service.serve(ctx, request), caller, what(ctx, request));
    }

    /** Where a route of the server leads, in the words of {@link Permissions}. */
    static String path(Route route) {
        return route.patternString();
    }

    /** A stream of events ends soon after the log-on or the token that it was opened with. */
    private HttpResponse watched(ServiceRequestContext ctx, HttpResponse response, Asking asking) {
        ScheduledFuture<?> looking = ctx.eventLoop()
                .withoutContext()
                .scheduleWithFixedDelay(
                        () -> {
                            if (!access.isStillKnown(asking)) {
                                response.abort();
                            }
                        },
                        LOOK_SECONDS,
                        LOOK_SECONDS,
                        TimeUnit.SECONDS);
        var unused = response.whenComplete().handle((done, failure) -> looking.cancel(false));
        return response;
    }

    private HttpResponse audited(HttpResponse response, Caller caller, String what) {
        return response.mapHeaders(headers -> {
            HttpStatus status = headers.status();
            String outcome = status.isServerError()
                    ? AuditEntry.FAILED
                    : status.isClientError() ? AuditEntry.REFUSED : AuditEntry.DONE;
            access.audit().did(caller, what, outcome, status.code() == 200 ? "" : "status " + status.code());
            return headers;
        });
    }

    private static Asking asking(ServiceRequestContext ctx, HttpRequest request, @Nullable Need need) {
        return new Asking(
                request.method().name(),
                need,
                Objects.requireNonNullElse(ctx.pathParam("name"), ""),
                address(ctx),
                request.authority(),
                cookie(ctx, request),
                bearer(request),
                request.headers().get("x-csrf-token"),
                request.headers().get(HttpHeaderNames.ORIGIN),
                request.headers().get(HttpHeaderNames.SEC_FETCH_SITE));
    }

    private static @Nullable String bearer(HttpRequest request) {
        String credentials = request.headers().get(HttpHeaderNames.AUTHORIZATION);
        return credentials != null && credentials.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? credentials.substring(BEARER.length()).strip()
                : null;
    }

    private static String what(ServiceRequestContext ctx, HttpRequest request) {
        return request.method() + " " + ctx.path();
    }

    /** These tell the audit themselves, as they know more. */
    private static boolean isComingOrGoing(ServiceRequestContext ctx) {
        return ctx.path().equals(LogOnEndpoint.SESSION) || ctx.path().equals(LogOnEndpoint.SET_UP);
    }

    private HttpResponse answer(Stop stop) {
        HttpStatus status = switch (stop.why()) {
            case WHO -> HttpStatus.UNAUTHORIZED;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case TOO_MANY -> HttpStatus.TOO_MANY_REQUESTS;
        };
        return new Problem(status, stop.sentence()).response().mapHeaders(headers -> switch (stop.why()) {
            case WHO -> with(headers, "www-authenticate", "Bearer realm=\"steelyard\"");
            case TOO_MANY -> with(headers, "retry-after", "1");
            case FORBIDDEN -> headers;
        });
    }

    private static ResponseHeaders with(ResponseHeaders headers, String name, String value) {
        return headers.toBuilder().set(name, value).build();
    }
}
