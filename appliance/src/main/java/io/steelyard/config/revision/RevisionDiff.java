package io.steelyard.config.revision;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.steelyard.config.ConfigTree;
import io.steelyard.config.PathChange;
import java.util.List;

/**
 * What is different between two revisions.
 *
 * @param lines of the texts, as a unified diff with three lines of context; empty where they are the same, or too long
 * @param changes of the settings
 * @param tooLong whether the texts have more than {@value #MOST_LINES} lines, so that there are none
 */
public record RevisionDiff(List<String> lines, List<PathChange> changes, boolean tooLong) {
    /** Of both texts together: comparing takes time that grows with their square. */
    static final int MOST_LINES = 10_000;

    private static final int CONTEXT = 3;

    public RevisionDiff {
        lines = List.copyOf(lines);
        changes = List.copyOf(changes);
    }

    /** Of two texts, each with what it is called, such as {@code revision 7}. */
    public static RevisionDiff between(String beforeName, String before, String afterName, String after) {
        List<PathChange> changes = ConfigTree.ofYaml(before).changesTo(ConfigTree.ofYaml(after));
        List<String> one = before.lines().toList();
        List<String> other = after.lines().toList();
        if (one.size() + other.size() > MOST_LINES) {
            return new RevisionDiff(List.of(), changes, true);
        }
        List<String> lines =
                UnifiedDiffUtils.generateUnifiedDiff(beforeName, afterName, one, DiffUtils.diff(one, other), CONTEXT);
        return new RevisionDiff(lines, changes, false);
    }
}
