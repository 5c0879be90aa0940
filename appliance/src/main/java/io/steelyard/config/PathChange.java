package io.steelyard.config;

import org.jspecify.annotations.Nullable;

/**
 * One difference between two configurations as they are written.
 *
 * @param path where; an item of a list is named by what tells it from the others, such as
 *     {@code virtualServices[surveyor].realServers[192.0.2.21:80].weight}, and by its place where nothing does
 * @param before null where nothing was written; of the kinds of values that a {@link ConfigTree} holds
 * @param after null where nothing is written any more
 */
public record PathChange(
        String path,
        Kind kind,
        @Nullable Object before,
        @Nullable Object after) {

    /** What became of it. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED,
        /** The same items in another order. */
        REORDERED
    }
}
