package io.steelyard.admin.access;

/**
 * Who makes a request.
 *
 * @param name the user's or the token's; a token's with {@code token:} in front
 * @param address the client's IP address
 */
public record Caller(String name, Role role, Means means, String address) {
    /** How it was found out who it is. */
    public enum Means {
        /** By the cookie of a log-on. */
        LOG_ON,
        TOKEN,
        /** Not at all: everybody who can reach the address may do everything. */
        OPEN
    }

    /** Who everybody is where access is open. */
    public static final String LOCAL = "local";

    public static Caller open(String address) {
        return new Caller(LOCAL, Role.ADMINISTRATOR, Means.OPEN, address);
    }

    /** Who everybody on this machine is as long as there is no user. */
    static Caller looker(String address) {
        return new Caller(LOCAL, Role.VIEWER, Means.OPEN, address);
    }

    /** Whether it is nobody in particular, who may look as long as there is no user. */
    public boolean isLooker() {
        return means == Means.OPEN && role == Role.VIEWER;
    }

    static Caller token(Token token, String address) {
        return new Caller("token:" + token.name(), token.role(), Means.TOKEN, address);
    }

    static Caller user(User user, String address) {
        return new Caller(user.name(), user.role(), Means.LOG_ON, address);
    }

    /** Whether this is that user, logged on. */
    public boolean isUser(String user) {
        return means == Means.LOG_ON && name.equals(user);
    }
}
