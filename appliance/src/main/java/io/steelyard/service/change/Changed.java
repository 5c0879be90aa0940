package io.steelyard.service.change;

import io.steelyard.config.revision.Revision;
import org.jspecify.annotations.Nullable;

/**
 * It is running and saved.
 *
 * @param revision as what; the one before where nothing was different
 * @param effect what was done
 * @param probation null where nothing needs to be confirmed
 */
public record Changed(
        Revision revision, Effect effect, @Nullable Probation probation) implements Changing {}
