package io.steelyard.health;

/**
 * A probe's outcome with its reason.
 *
 * @param up whether the target did what counts as up
 * @param reason why, in words an administrator understands, without a full stop; one line, starts with what was seen,
 *     such as {@code HTTP 200} or {@code no answer within 3s}
 * @param transcript what was sent and received, and how long it took
 */
public record Verdict(boolean up, String reason, Transcript transcript) {
    public static Verdict up(String reason, Transcript transcript) {
        return new Verdict(true, reason, transcript);
    }

    public static Verdict down(String reason, Transcript transcript) {
        return new Verdict(false, reason, transcript);
    }

    /** The same verdict, with what it has in common with an earlier one held in memory once. */
    Verdict sharing(Verdict earlier) {
        return new Verdict(
                up, reason.equals(earlier.reason) ? earlier.reason : reason, transcript.sharing(earlier.transcript));
    }
}
