package io.steelyard.health;

import org.jspecify.annotations.Nullable;

/**
 * A probe's outcome with its reason.
 *
 * @param up whether the target did what counts as up
 * @param reason why, in words an administrator understands, without a full stop; one line, starts with what was seen,
 *     such as {@code HTTP 200} or {@code no answer within 3s}
 * @param transcript what was sent and received, and how long it took
 * @param failure what kept the dialogue from going on, for those who decide by it; null where it came to its end
 */
public record Verdict(boolean up, String reason, Transcript transcript, DialogueFailure.@Nullable Kind failure) {

    public Verdict(boolean up, String reason, Transcript transcript) {
        this(up, reason, transcript, null);
    }

    public static Verdict up(String reason, Transcript transcript) {
        return new Verdict(true, reason, transcript);
    }

    public static Verdict down(String reason, Transcript transcript) {
        return new Verdict(false, reason, transcript);
    }

    /** Down because the dialogue could not go on. */
    public static Verdict failed(DialogueFailure failure, Transcript transcript) {
        return new Verdict(false, String.valueOf(failure.getMessage()), transcript, failure.kind());
    }

    /** None at all: the appliance itself could not ask, and {@code reason} says what it lacked. */
    public static Verdict voided(String reason, Transcript transcript) {
        return new Verdict(false, reason, transcript, DialogueFailure.Kind.OWN);
    }

    /** Whether it says nothing of the target, and counts neither for nor against it. */
    public boolean isVoid() {
        return !up && failure == DialogueFailure.Kind.OWN;
    }

    /** The same verdict, with what it has in common with an earlier one held in memory once. */
    Verdict sharing(Verdict earlier) {
        return new Verdict(
                up,
                reason.equals(earlier.reason) ? earlier.reason : reason,
                transcript.sharing(earlier.transcript),
                failure);
    }
}
