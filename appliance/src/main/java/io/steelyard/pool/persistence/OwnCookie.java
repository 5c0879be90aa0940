package io.steelyard.pool.persistence;

import io.steelyard.config.PersistBy;
import io.steelyard.config.PersistBy.SameSite;
import io.steelyard.config.PersistenceConfig;
import io.steelyard.pool.Members;
import io.steelyard.pool.Persistence;
import io.steelyard.pool.PickRequest;
import io.steelyard.pool.RealServer;
import io.steelyard.pool.Span;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A cookie that the appliance sets and the client brings back: nothing is kept here, so there is nothing to run full, and
 * any appliance with the same secret knows any client. What stands in it says {@link TokenBook}.
 *
 * <p>It ends after the timeout, whatever the client does. With refresh it is set again once an eighth of the timeout has
 * passed, not with every response.
 */
final class OwnCookie implements Persistence {
    private static final int RANDOM_KEY_BYTES = 32;

    private final String service;
    private final byte[] name;
    private final String before;
    private final String after;
    private final SecretKeySpec key;
    private final boolean refresh;
    private final long stretchMillis;
    private final Clock clock;
    private volatile @Nullable Issue present;

    /** The book of a stretch of time with the lines that go into responses, one for each real server. */
    private static final class Issue {
        private final TokenBook book;
        private final byte[][] lines;

        Issue(TokenBook book, byte[][] lines) {
            this.book = book;
            this.lines = lines;
        }
    }

    OwnCookie(PersistBy.Cookie cookie, PersistenceConfig config, String service, Clock clock) {
        this.service = service;
        this.name = cookie.name().getBytes(StandardCharsets.US_ASCII);
        this.before = "Set-Cookie: " + cookie.name() + "=";
        this.after = "; Path=/; Max-Age=" + Math.max(1, config.timeout().toSeconds())
                + (cookie.httpOnly() ? "; HttpOnly" : "")
                + (cookie.secure() ? "; Secure" : "")
                + "; SameSite=" + word(cookie.sameSite()) + "\r\n";
        this.key = new SecretKeySpec(keyOf(cookie.secret()), "HmacSHA256");
        this.refresh = config.refresh();
        this.stretchMillis = Math.max(1, config.timeout().toMillis() / TokenBook.STRETCHES);
        this.clock = clock;
    }

    private static byte[] keyOf(String secret) {
        if (!secret.isEmpty()) {
            return secret.getBytes(StandardCharsets.UTF_8);
        }
        byte[] random = new byte[RANDOM_KEY_BYTES];
        new SecureRandom().nextBytes(random);
        return random;
    }

    private static String word(SameSite sameSite) {
        return switch (sameSite) {
            case LAX -> "Lax";
            case STRICT -> "Strict";
            case NONE -> "None";
        };
    }

    @Override
    public String kind() {
        return "cookie";
    }

    @Override
    public @Nullable RealServer remembered(PickRequest request, Members members) {
        TokenBook book = issue(members).book;
        long value = request.cookie(name);
        int index = value == Span.NONE ? -1 : book.serverOf(request.headBytes(), Span.start(value), Span.end(value));
        return index < 0 ? null : members.servers().get(index);
    }

    @Override
    public RealServer remember(PickRequest request, RealServer chosen, @Nullable RealServer instead) {
        return chosen;
    }

    @Override
    public byte @Nullable [] responseField(PickRequest request, RealServer server) {
        Issue issue = present;
        int index = issue == null ? -1 : issue.book.members().indexOf(server);
        if (issue == null || index < 0 || hasIt(request, issue.book, index)) {
            return null;
        }
        return issue.lines[index];
    }

    private boolean hasIt(PickRequest request, TokenBook book, int index) {
        long value = request.cookie(name);
        if (value == Span.NONE) {
            return false;
        }
        int start = Span.start(value);
        int end = Span.end(value);
        return refresh
                ? book.isFresh(request.headBytes(), start, end, index)
                : book.isKnown(request.headBytes(), start, end, index);
    }

    /** The present one. When a stretch begins, each event loop that comes first makes it; all make the same. */
    private Issue issue(Members members) {
        long stretch = Math.floorDiv(clock.millis(), stretchMillis);
        Issue last = present;
        if (last != null && last.book.isOf(members, stretch)) {
            return last;
        }
        TokenBook book = TokenBook.of(members, service, key, stretch, last == null ? null : last.book);
        byte[][] lines = new byte[members.servers().size()][];
        for (int index = 0; index < lines.length; index++) {
            lines[index] = (before + book.valueOf(index) + after).getBytes(StandardCharsets.US_ASCII);
        }
        Issue next = new Issue(book, lines);
        present = next;
        return next;
    }
}
