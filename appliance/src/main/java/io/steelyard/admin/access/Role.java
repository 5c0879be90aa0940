package io.steelyard.admin.access;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What somebody may do; each may do what those before may. */
public enum Role {
    /** Looks at everything but secrets. */
    VIEWER,
    /** Also takes real servers out and in, probes, and tries health checks. */
    OPERATOR,
    /** Everything. */
    ADMINISTRATOR;

    boolean reaches(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** As it is written in files and in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of this word; null where there is none. */
    public static @Nullable Role of(@Nullable String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        return null;
    }
}
