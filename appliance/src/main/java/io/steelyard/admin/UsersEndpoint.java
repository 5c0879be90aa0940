package io.steelyard.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.steelyard.admin.access.Access;
import io.steelyard.admin.access.Accounts.Edit;
import io.steelyard.admin.access.Book;
import io.steelyard.admin.access.Book.Edited;
import io.steelyard.admin.access.Book.Not;
import io.steelyard.admin.access.Book.Reason;
import io.steelyard.admin.access.Entrance;
import io.steelyard.admin.access.Role;
import io.steelyard.admin.access.User;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Users: listed, made, given another role, disabled, removed, and given a password, which nobody is ever shown. The
 * entity tag is of all users together; a change that names another one is refused.
 */
final class UsersEndpoint implements Endpoint {
    private static final String USERS = "/api/v1/users";
    private static final String USER = USERS + "/{name}";
    private static final List<String> ROLES =
            Stream.of(Role.values()).map(Role::word).toList();

    private final Access access;

    UsersEndpoint(Access access) {
        this.access = access;
    }

    @Override
    public void route(ServerBuilder builder) {
        builder.route().get(USERS).build((ctx, request) -> all());
        builder.route().post(USERS).build(this::add);
        builder.route().get(USER).build((ctx, request) -> one(name(ctx), HttpStatus.OK));
        builder.route().put(USER).build(this::change);
        builder.route().delete(USER).build((ctx, request) -> off(ctx, () -> remove(name(ctx), ifMatch(request))));
        builder.route().put(USER + "/password").build(this::password);
    }

    private HttpResponse all() {
        Book book = access.accounts().book();
        return tagged(book, JsonAnswer.of(out -> {
            out.writeArrayFieldStart("users");
            for (User user : book.users()) {
                out.writeStartObject();
                write(out, user);
                out.writeEndObject();
            }
            out.writeEndArray();
        }));
    }

    private HttpResponse one(String name, HttpStatus status) {
        Book book = access.accounts().book();
        User user = book.user(name);
        return user == null
                ? new Problem(HttpStatus.NOT_FOUND, "There is no user '" + name + "'.").response()
                : tagged(
                        book,
                        JsonAnswer.of(out -> write(out, user))
                                .mapHeaders(headers ->
                                        headers.toBuilder().status(status).build()));
    }

    private HttpResponse add(ServiceRequestContext ctx, HttpRequest request) {
        return JsonBody.read(request, List.of("name", "role", "disabled", "password"), body -> {
            String name = User.normal(body.text("name"));
            return access.addUser(name, role(body), body.flag("disabled"), body.text("password"))
                    .thenApply(came -> came instanceof Entrance.Done
                            ? one(name, HttpStatus.CREATED)
                            : LogOnEndpoint.entered(ctx, came));
        });
    }

    private HttpResponse change(ServiceRequestContext ctx, HttpRequest request) {
        String name = name(ctx);
        String tag = ifMatch(request);
        return JsonBody.read(request, List.of("name", "role", "disabled"), body -> {
            String same = body.find("name");
            if (same != null && !same.equals(name)) {
                throw new JsonBody.Unfit("name", "a user keeps its name; make another one.");
            }
            Role role = role(body);
            boolean disabled = body.flag("disabled");
            return CompletableFuture.supplyAsync(
                    () -> {
                        Edited edited =
                                access.accounts().change(ifStill(tag, book -> book.withRole(name, role, disabled)));
                        return edited instanceof Not not ? refused(not) : one(name, HttpStatus.OK);
                    },
                    ctx.blockingTaskExecutor());
        });
    }

    private HttpResponse remove(String name, @Nullable String tag) {
        Edited edited = access.accounts().change(ifStill(tag, book -> book.withoutUser(name)));
        return edited instanceof Not not ? refused(not) : HttpResponse.of(HttpStatus.NO_CONTENT);
    }

    private HttpResponse password(ServiceRequestContext ctx, HttpRequest request) {
        return JsonBody.read(
                request,
                List.of("password", "current"),
                body -> access.changePassword(
                                AccessGate.caller(ctx),
                                name(ctx),
                                body.text("password"),
                                body.find("current"),
                                AccessGate.address(ctx))
                        .thenApply(came -> LogOnEndpoint.entered(ctx, came)));
    }

    /** What cannot be, as an answer. */
    static HttpResponse refused(Not not) {
        HttpStatus status = switch (not.reason()) {
            case UNKNOWN -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
            case STALE -> HttpStatus.PRECONDITION_FAILED;
            case NO_FILE -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
        return new Problem(status, not.sentence()).response();
    }

    /** A role that has to be there. */
    static Role role(JsonBody body) {
        String word = body.text("role");
        Role role = Role.of(word);
        if (role == null) {
            throw new JsonBody.Unfit(new Problem(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    "role: this must be one of " + String.join(", ", ROLES) + ".",
                    new Problem.Culprit("role", word, ROLES)));
        }
        return role;
    }

    static HttpResponse off(ServiceRequestContext ctx, java.util.function.Supplier<HttpResponse> answer) {
        return HttpResponse.of(CompletableFuture.supplyAsync(answer, ctx.blockingTaskExecutor()));
    }

    private static Edit ifStill(@Nullable String tag, Edit edit) {
        return book -> tag == null || tag.equals(tag(book))
                ? edit.of(book)
                : new Not(Reason.STALE, "The users have changed meanwhile; look at them again.");
    }

    private static HttpResponse tagged(Book book, HttpResponse response) {
        return response.mapHeaders(headers ->
                headers.toBuilder().set(HttpHeaderNames.ETAG, tag(book)).build());
    }

    private static String tag(Book book) {
        return '"' + book.tagOfUsers() + '"';
    }

    private static @Nullable String ifMatch(HttpRequest request) {
        String tag = request.headers().get(HttpHeaderNames.IF_MATCH);
        return tag == null || tag.equals("*") ? null : tag;
    }

    private static void write(JsonGenerator out, User user) throws IOException {
        out.writeStringField("name", user.name());
        out.writeStringField("role", user.role().word());
        out.writeBooleanField("disabled", user.disabled());
    }

    private static String name(ServiceRequestContext ctx) {
        return Objects.requireNonNull(ctx.pathParam("name"));
    }
}
