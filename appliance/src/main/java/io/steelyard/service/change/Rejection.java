package io.steelyard.service.change;

import io.steelyard.config.ConfigProblem;
import java.util.List;

/** Why a change was not made; what ran before runs on, undisturbed. */
public sealed interface Rejection extends Planning, Changing, Confirming {

    /**
     * The draft is no valid configuration.
     *
     * @param problems everything wrong with it, never empty
     */
    record Invalid(List<ConfigProblem> problems) implements Rejection {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /**
     * The draft was made from another revision than the one in force: somebody else was faster.
     *
     * @param current the one in force
     */
    record Stale(long current) implements Rejection {}

    /** A revision is on probation: it is confirmed or rolled back before anything else is changed. */
    record Unconfirmed(Probation probation) implements Rejection {}

    /** There is no such revision, or none any more. */
    record Unknown(long revision) implements Rejection {}

    /**
     * It can't be done as things are.
     *
     * @param reason what is in the way and what to do about it, for the administrator, without a full stop
     */
    record Refused(String reason) implements Rejection {}
}
