package io.steelyard.admin.access;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Somebody with a password. A log-on holds for as long as its user is the same in every respect.
 *
 * @param name in lower case, 1–64 characters
 * @param hash of the password, as {@link Passwords} writes it; changes with every new password, even the same one
 */
public record User(String name, Role role, boolean disabled, String hash) {
    public static final String NAME_RULE =
            "1 to 64 lower-case letters, digits, '.', '-', '_' or '@', the first a letter or a digit";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");

    public User {
        if (!isName(name)) {
            throw new IllegalArgumentException("'" + name + "' is no user's name: " + NAME_RULE);
        }
    }

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** A name as people type it. */
    public static String normal(String typed) {
        return typed.strip().toLowerCase(Locale.ROOT);
    }

    User with(Role otherRole, boolean nowDisabled) {
        return new User(name, otherRole, nowDisabled, hash);
    }

    User withHash(String otherHash) {
        return new User(name, role, disabled, otherHash);
    }

    boolean isActiveAdministrator() {
        return role == Role.ADMINISTRATOR && !disabled;
    }

    @Override
    public String toString() {
        return name + " (" + role.word() + (disabled ? ", disabled" : "") + ")";
    }
}
