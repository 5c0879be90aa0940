package io.steelyard.service.change;

import io.steelyard.config.revision.Revision;
import org.jspecify.annotations.Nullable;

/** Hears what becomes of changes, on the thread that makes them, one at a time; must not throw. */
public interface ChangeListener {

    /** This runs, on probation or, where that is null, for good. */
    default void changed(Revision revision, Effect effect, @Nullable Probation probation) {}

    /** The revision on probation stays. */
    default void confirmed(Revision revision, String who) {}

    /** An earlier revision runs again, as this one, because of what its {@link Revision#why} says. */
    default void rolledBack(Revision revision, Effect effect) {}

    /** A change that was valid could not be made. */
    default void refused(String who, String why, String reason) {}

    /** What the configuration file holds can't be used, or (null) is used again. */
    default void fileProblem(@Nullable FileProblem problem) {}
}
