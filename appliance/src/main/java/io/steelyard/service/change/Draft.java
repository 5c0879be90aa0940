package io.steelyard.service.change;

import io.steelyard.config.ConfigTree;

/**
 * A whole configuration that somebody wants to be in force.
 *
 * @param base the revision that it was made from: it is stale where another one is in force meanwhile
 * @param content what is wanted
 * @param who the user's name
 * @param why one line in the user's words; may be empty
 */
public record Draft(long base, Content content, String who, String why) {

    /** What is wanted, in one of two forms. */
    public sealed interface Content {}

    /** Values, such as from JSON; how the file spells them is left to Steelyard. */
    public record Values(ConfigTree tree) implements Content {}

    /** YAML, which goes into the file as it is, comments and all. */
    public record Text(String yaml) implements Content {}

    public static Draft of(long base, ConfigTree tree, String who, String why) {
        return new Draft(base, new Values(tree), who, why);
    }

    public static Draft ofText(long base, String yaml, String who, String why) {
        return new Draft(base, new Text(yaml), who, why);
    }
}
