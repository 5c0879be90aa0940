package io.steelyard.config.revision;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one saved configuration, without its text.
 *
 * @param number from 1, one more than the one saved before it
 * @param at when it was saved, to the millisecond
 * @param who the user, or what acted by itself, such as {@code steelyard}
 * @param why in the words of whoever made it, one line; may be empty
 * @param origin by what way it came
 * @param madeFrom the revision that it was made from; null for the first one
 * @param onProbation whether it has to be confirmed before it goes into the configuration file, and has not been so far
 */
public record Revision(
        long number,
        Instant at,
        String who,
        String why,
        Origin origin,
        @Nullable Long madeFrom,
        boolean onProbation) {
    /** Characters; what is longer is cut. */
    public static final int MAX_WHO = 100;
    /** Characters; what is longer is cut. */
    public static final int MAX_WHY = 1000;

    /** By what way a revision came. */
    public enum Origin {
        /** It is what the configuration file held when its revisions began to be kept. */
        FIRST,
        /** Somebody changed it through the API, or the page, which uses the API. */
        API,
        /** The configuration file was edited. */
        FILE,
        /** An earlier one was put in force again by somebody. */
        RESTORED,
        /** An earlier one was put in force again because this one's predecessor was not confirmed, or did harm. */
        ROLLED_BACK
    }

    public Revision {
        who = line(who, MAX_WHO);
        why = line(why, MAX_WHY);
    }

    Revision confirmed() {
        return new Revision(number, at, who, why, origin, madeFrom, false);
    }

    private static String line(String text, int most) {
        String plain = text.replaceAll("\\p{C}+", " ").strip();
        return plain.length() <= most ? plain : plain.substring(0, most - 3) + "...";
    }
}
