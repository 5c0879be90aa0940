package io.steelyard.admin;

import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.CookieBuilder;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.steelyard.admin.access.Access;
import io.steelyard.admin.access.Access.Standing;
import io.steelyard.admin.access.Caller;
import io.steelyard.admin.access.Entrance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Coming and going: {@code /api/v1/session} says who is logged on, logs on and off, and {@code /api/v1/setup} makes the
 * first administrator. A log-on gets a cookie that no script can read and that goes to nobody else.
 */
final class LogOnEndpoint implements Endpoint {
    static final String SESSION = "/api/v1/session";
    static final String SET_UP = "/api/v1/setup";

    private final Access access;

    LogOnEndpoint(Access access) {
        this.access = access;
    }

    @Override
    public void route(ServerBuilder builder) {
        builder.route().get(SESSION).build(this::who);
        builder.route().post(SESSION).build(this::logOn);
        builder.route().delete(SESSION).build(this::logOff);
        builder.route().post(SET_UP).build(this::setUp);
    }

    private HttpResponse who(ServiceRequestContext ctx, HttpRequest request) {
        Caller caller = AccessGate.knownCaller(ctx);
        if (caller == null || caller.isLooker()) {
            boolean needed = access.accounts().isSetUpNeeded();
            return new Problem(
                            HttpStatus.UNAUTHORIZED,
                            needed ? "There is no user yet; make the first one with the set-up code." : "Log on first.")
                    .with("setupNeeded", needed)
                    .response();
        }
        String cookie = AccessGate.cookie(ctx, request);
        Standing standing = cookie == null || caller.means() != Caller.Means.LOG_ON ? null : access.standing(cookie);
        return answer(caller.name(), caller.role().word(), standing, access.isOpen());
    }

    private HttpResponse logOn(ServiceRequestContext ctx, HttpRequest request) {
        if (access.isOpen()) {
            return new Problem(HttpStatus.CONFLICT, "Access is open here (admin.access): nobody logs on.").response();
        }
        String old = AccessGate.cookie(ctx, request);
        return JsonBody.read(
                request,
                List.of("user", "password"),
                body -> access.logOn(body.text("user"), body.text("password"), AccessGate.address(ctx), old)
                        .thenApply(came -> entered(ctx, came)));
    }

    private HttpResponse setUp(ServiceRequestContext ctx, HttpRequest request) {
        if (access.isOpen()) {
            return new Problem(HttpStatus.CONFLICT, "Access is open here (admin.access): nothing is to be set up.")
                    .response();
        }
        return JsonBody.read(
                request,
                List.of("code", "user", "password"),
                body -> access.setUp(
                                body.text("code"), body.text("user"), body.text("password"), AccessGate.address(ctx))
                        .thenApply(came -> entered(ctx, came)));
    }

    private HttpResponse logOff(ServiceRequestContext ctx, HttpRequest request) {
        String cookie = AccessGate.cookie(ctx, request);
        Caller caller = AccessGate.caller(ctx);
        if (cookie == null || caller.means() != Caller.Means.LOG_ON) {
            return new Problem(HttpStatus.CONFLICT, "Nobody is logged on here.").response();
        }
        access.logOff(caller, cookie);
        String gone = cookie(ctx, "").maxAge(0).build().toSetCookieHeader();
        return HttpResponse.of(HttpStatus.NO_CONTENT)
                .mapHeaders(headers -> headers.toBuilder()
                        .set(HttpHeaderNames.SET_COOKIE, gone)
                        .build());
    }

    /** The answer to who came in, with the cookie; or why not. */
    static HttpResponse entered(ServiceRequestContext ctx, Entrance came) {
        Problem problem = problem(came);
        if (problem != null) {
            HttpResponse response = problem.response();
            return came instanceof Entrance.Later later
                    ? response.mapHeaders(headers -> headers.toBuilder()
                            .set(
                                    HttpHeaderNames.RETRY_AFTER,
                                    String.valueOf(later.delay().toSeconds() + 1))
                            .build())
                    : response;
        }
        if (!(came instanceof Entrance.In in)) {
            return HttpResponse.of(HttpStatus.NO_CONTENT);
        }
        String set = cookie(ctx, in.secret()).build().toSetCookieHeader();
        return answer(in.user().name(), in.user().role().word(), new Standing(in.user(), in.ends(), in.csrf()), false)
                .mapHeaders(headers ->
                        headers.toBuilder().set(HttpHeaderNames.SET_COOKIE, set).build());
    }

    private static @Nullable Problem problem(Entrance came) {
        if (came instanceof Entrance.Wrong wrong) {
            return new Problem(HttpStatus.UNAUTHORIZED, wrong.sentence());
        }
        if (came instanceof Entrance.Later later) {
            return new Problem(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "Not so fast: try again in " + (later.delay().toSeconds() + 1) + " seconds.");
        }
        if (came instanceof Entrance.Unfit unfit) {
            return new Problem(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    unfit.field() + ": " + unfit.sentence() + ".",
                    new Problem.Culprit(unfit.field(), null, List.of()));
        }
        return came instanceof Entrance.Cannot cannot ? new Problem(HttpStatus.CONFLICT, cannot.sentence()) : null;
    }

    private static HttpResponse answer(String user, String role, @Nullable Standing standing, boolean open) {
        return JsonAnswer.of(out -> {
            out.writeStringField("user", user);
            out.writeStringField("role", role);
            out.writeStringField("csrf", standing == null ? null : standing.csrf());
            out.writeStringField(
                    "expires", standing == null ? null : standing.ends().toString());
            out.writeBooleanField("setupNeeded", false);
            out.writeBooleanField("open", open);
        });
    }

    private static CookieBuilder cookie(ServiceRequestContext ctx, String value) {
        CookieBuilder cookie = Cookie.secureBuilder(AccessGate.cookieName(ctx), value)
                .path("/")
                .httpOnly(true)
                .sameSite("Strict");
        return ctx.sessionProtocol().isTls() ? cookie : cookie.secure(false);
    }
}
