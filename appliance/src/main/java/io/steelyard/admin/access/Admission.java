package io.steelyard.admin.access;

import org.jspecify.annotations.Nullable;

/** Whether a request may be answered. */
public sealed interface Admission {
    /** @param caller null where nobody is logged on, and nobody need be */
    record Let(@Nullable Caller caller) implements Admission {}

    /** Why not. */
    enum Why {
        /** It is not known who it is. */
        WHO,
        /** Not this one, or not in this way. */
        FORBIDDEN,
        /** Too many requests. */
        TOO_MANY
    }

    /**
     * @param caller who it was; null where that is not known
     * @param sentence for the person who asked
     */
    record Stop(Why why, @Nullable Caller caller, String sentence) implements Admission {}
}
