package io.steelyard.admin.access;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Lets a program in without a password, with a role of its own, until it expires.
 *
 * @param name as a user's
 * @param madeBy the user's name who made it
 * @param hash of what the program shows; that itself is kept nowhere
 * @param lastUsed as it was when the file was last written; null for never
 */
public record Token(
        String name,
        Role role,
        Instant made,
        String madeBy,
        Instant expires,
        String hash,
        @Nullable Instant lastUsed) {
    /** What every token begins with, so that it is known for what it is wherever it turns up. */
    public static final String PREFIX = "sty_";

    public static final Duration LONGEST = Duration.ofDays(5 * 365);

    boolean isExpired(Instant now) {
        return !now.isBefore(expires);
    }

    Token usedAt(Instant when) {
        return new Token(name, role, made, madeBy, expires, hash, when);
    }

    @Override
    public String toString() {
        return "token " + name + " (" + role.word() + ")";
    }
}
