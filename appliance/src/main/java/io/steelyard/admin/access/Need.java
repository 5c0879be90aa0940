package io.steelyard.admin.access;

/** What it takes to be let through to an endpoint. */
public enum Need {
    /** Nothing. */
    NOTHING,
    /** Nothing where metrics are open, else {@link #VIEWER}. */
    METRICS,
    VIEWER,
    OPERATOR,
    ADMINISTRATOR,
    /** To be the user that the path names, logged on, or an administrator. */
    ONESELF;

    /** @param named the user that the path names; empty for none */
    boolean isMetBy(Caller caller, String named) {
        return switch (this) {
            case NOTHING -> true;
            case METRICS, VIEWER -> caller.role().reaches(Role.VIEWER);
            case OPERATOR -> caller.role().reaches(Role.OPERATOR);
            case ADMINISTRATOR -> caller.role().reaches(Role.ADMINISTRATOR);
            case ONESELF -> caller.role().reaches(Role.ADMINISTRATOR) || caller.isUser(named);
        };
    }
}
