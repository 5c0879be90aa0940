package io.steelyard.admin.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who is logged on. What a browser shows is a random word, made anew at every log-on and kept here as its hash. A log-on
 * ends when it was idle or lasted too long, and as soon as its user is not what it was when it was made: with a new
 * password, another role, disabled, or gone. Bounded: the one idle for longest makes room. Thread-safe.
 */
final class LogOns {
    static final int MOST = 1000;
    static final int MOST_OF_ONE = 20;

    private final Clock clock;
    private final Duration idle;
    private final Duration longest;
    private final Map<String, LogOn> byHash = new HashMap<>();

    LogOns(Clock clock, Duration idle, Duration longest) {
        this.clock = clock;
        this.idle = idle;
        this.longest = longest;
    }

    private static final class LogOn {
        private final User user;
        private final Instant began;
        private Instant lastUse;

        LogOn(User user, Instant began) {
            this.user = user;
            this.began = began;
            this.lastUse = began;
        }

        User user() {
            return user;
        }

        Instant lastUse() {
            return lastUse;
        }
    }

    /** Who it is, and until when at the most. */
    record Found(User user, Instant ends) {}

    /** @param secret what the browser is to show */
    record Begun(String secret, Instant ends) {}

    synchronized Begun begin(User user) {
        Instant now = clock.instant();
        byHash.values().removeIf(logOn -> isOver(logOn, now));
        if (count(user.name()) >= MOST_OF_ONE) {
            endOldest(logOn -> logOn.user().name().equals(user.name()));
        }
        if (byHash.size() >= MOST) {
            endOldest(logOn -> true);
        }
        String secret = Secret.make();
        byHash.put(Secret.hash(secret), new LogOn(user, now));
        return new Begun(secret, now.plus(longest));
    }

    /** Whose log-on this is, if it still is one; it counts as used. */
    synchronized @Nullable Found find(String secret, Book book) {
        LogOn logOn = present(secret, book);
        if (logOn == null) {
            return null;
        }
        logOn.lastUse = clock.instant();
        return new Found(logOn.user, logOn.began.plus(longest));
    }

    /** Whether this still is a log-on; that does not count as a use of it. */
    synchronized boolean isOn(String secret, Book book) {
        return present(secret, book) != null;
    }

    private @Nullable LogOn present(String secret, Book book) {
        String hash = Secret.hash(secret);
        LogOn logOn = byHash.get(hash);
        if (logOn == null) {
            return null;
        }
        User user = logOn.user;
        if (isOver(logOn, clock.instant()) || user.disabled() || !user.equals(book.user(user.name()))) {
            byHash.remove(hash);
            return null;
        }
        return logOn;
    }

    synchronized void end(String secret) {
        byHash.remove(Secret.hash(secret));
    }

    synchronized int count() {
        return byHash.size();
    }

    private long count(String user) {
        return byHash.values().stream()
                .filter(logOn -> logOn.user().name().equals(user))
                .count();
    }

    private boolean isOver(LogOn logOn, Instant now) {
        return !now.isBefore(logOn.lastUse.plus(idle)) || !now.isBefore(logOn.began.plus(longest));
    }

    private void endOldest(Predicate<LogOn> which) {
        byHash.values().stream()
                .filter(which)
                .min(Comparator.comparing(LogOn::lastUse))
                .ifPresent(oldest -> byHash.values().remove(oldest));
    }
}
