package io.steelyard.service.change;

import io.steelyard.config.ApplianceConfig;
import io.steelyard.config.ConfigTree;
import io.steelyard.config.revision.Revision;
import org.jspecify.annotations.Nullable;

/**
 * How the configuration stands at one moment.
 *
 * @param revision what runs
 * @param text the same as its file has or would have it
 * @param tree the same as values, as written
 * @param config the same, checked, with every default
 * @param probation null where what runs is confirmed
 * @param fileProblem null where the file holds what is confirmed
 */
public record Standing(
        Revision revision,
        String text,
        ConfigTree tree,
        ApplianceConfig config,
        @Nullable Probation probation,
        @Nullable FileProblem fileProblem) {

    Standing with(@Nullable FileProblem problem) {
        return new Standing(revision, text, tree, config, probation, problem);
    }

    Standing with(Probation other) {
        return new Standing(revision, text, tree, config, other, fileProblem);
    }
}
