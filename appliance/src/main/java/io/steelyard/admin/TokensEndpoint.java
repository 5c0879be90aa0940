package io.steelyard.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.steelyard.admin.access.Access;
import io.steelyard.admin.access.Book.Edited;
import io.steelyard.admin.access.Book.Not;
import io.steelyard.admin.access.Caller;
import io.steelyard.admin.access.Role;
import io.steelyard.admin.access.Token;
import io.steelyard.admin.access.User;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Tokens for programs: listed, made, and taken back. What a program is to send is in the answer to its making, once. */
final class TokensEndpoint implements Endpoint {
    private static final String TOKENS = "/api/v1/tokens";

    private final Access access;
    private final Clock clock;

    TokensEndpoint(Access access, Clock clock) {
        this.access = access;
        this.clock = clock;
    }

    @Override
    public void route(ServerBuilder builder) {
        builder.route().get(TOKENS).build((ctx, request) -> all());
        builder.route().post(TOKENS).build(this::add);
        builder.route().delete(TOKENS + "/{name}").build((ctx, request) -> UsersEndpoint.off(ctx, () -> remove(ctx)));
    }

    private HttpResponse all() {
        return JsonAnswer.of(out -> {
            out.writeArrayFieldStart("tokens");
            for (Token token : access.accounts().book().tokens()) {
                out.writeStartObject();
                write(out, token);
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    private HttpResponse add(ServiceRequestContext ctx, HttpRequest request) {
        return JsonBody.read(request, List.of("name", "role", "expires"), body -> {
            String name = body.text("name");
            if (!User.isName(name)) {
                throw new JsonBody.Unfit("name", "a token's name has " + User.NAME_RULE + ".");
            }
            Role role = UsersEndpoint.role(body);
            Instant expires = expires(body.text("expires"));
            Caller caller = AccessGate.caller(ctx);
            return CompletableFuture.supplyAsync(
                    () -> made(access.addToken(name, role, expires, caller), name), ctx.blockingTaskExecutor());
        });
    }

    private HttpResponse made(Access.Made made, String name) {
        if (made.edited() instanceof Not not) {
            return UsersEndpoint.refused(not);
        }
        Token token = Objects.requireNonNull(access.accounts().book().token(name));
        return JsonAnswer.of(out -> {
                    write(out, token);
                    out.writeStringField("token", made.secret());
                })
                .mapHeaders(headers ->
                        headers.toBuilder().status(HttpStatus.CREATED).build());
    }

    private HttpResponse remove(ServiceRequestContext ctx) {
        String name = Objects.requireNonNull(ctx.pathParam("name"));
        Edited edited = access.accounts().change(book -> book.withoutToken(name));
        return edited instanceof Not not ? UsersEndpoint.refused(not) : HttpResponse.of(HttpStatus.NO_CONTENT);
    }

    private Instant expires(String text) {
        Instant now = clock.instant();
        try {
            Instant expires = OffsetDateTime.parse(text).toInstant();
            if (expires.isAfter(now) && !expires.isAfter(now.plus(Token.LONGEST))) {
                return expires;
            }
        } catch (DateTimeException notATime) {
            // Told below, with what it must be.
        }
        throw new JsonBody.Unfit(
                "expires",
                "this must be a time in the next " + Token.LONGEST.toDays() + " days, such as 2027-01-31T00:00:00Z.");
    }

    private void write(JsonGenerator out, Token token) throws IOException {
        Instant used = access.accounts().lastUsed(token);
        out.writeStringField("name", token.name());
        out.writeStringField("role", token.role().word());
        out.writeStringField("made", token.made().toString());
        out.writeStringField("madeBy", token.madeBy());
        out.writeStringField("expires", token.expires().toString());
        out.writeStringField("lastUsed", used == null ? null : used.toString());
    }
}
