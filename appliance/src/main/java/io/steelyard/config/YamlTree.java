package io.steelyard.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A YAML text as plain values: maps in the order of the file, lists, strings, {@link Long}, {@link Double},
 * {@link Boolean}, null.
 *
 * @param root the groups and settings; unmodifiable all the way down
 * @param positions where each of them was written
 * @param problems what the text may not hold, with its own lines
 */
record YamlTree(Map<String, @Nullable Object> root, Positions positions, List<YamlProblem> problems) {

    /** What is wrong with the text itself, before any setting is read. */
    record YamlProblem(int line, String path, String message) {}
}
