package io.steelyard.service.change;

import io.steelyard.config.ApplianceConfig;
import io.steelyard.config.ConfigReader;
import io.steelyard.config.ConfigReading;
import io.steelyard.config.ConfigTree;
import io.steelyard.config.FileText;
import io.steelyard.config.revision.RevisionStore;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a draft asks for, read and found valid.
 *
 * @param text as it goes into the file
 * @param tree the same as values
 * @param config the same, checked
 */
record Wanted(String text, ConfigTree tree, ApplianceConfig config) {

    /** Either of the two. */
    record Reading(@Nullable Wanted wanted, @Nullable Rejection rejection) {
        /** For those who found that nothing else is there. */
        Rejection problem() {
            return Objects.requireNonNull(rejection);
        }
    }

    static Reading of(Draft.Content content, Standing standing, RevisionStore store, ConfigReader reader) {
        if (content instanceof Draft.Text text) {
            return of(read(text.yaml(), store, reader), text.yaml());
        }
        ConfigTree tree = ((Draft.Values) content).tree();
        if (tree.equals(standing.tree())) {
            return of(read(standing.text(), store, reader), standing.text());
        }
        Reading asValues = of(reader.read(store.file(), tree), "");
        if (asValues.rejection() != null) {
            return asValues;
        }
        // What counts is what the next start reads, so that is what is applied.
        String text = heading(store) + tree.yaml();
        Reading asText = of(read(text, store, reader), text);
        Wanted written = asText.wanted();
        return written == null || written.tree().equals(tree)
                ? asText
                : new Reading(null, new Rejection.Refused("a value in it can't be written into the file"));
    }

    private static ConfigReading read(String text, RevisionStore store, ConfigReader reader) {
        return reader.read(store.file(), new FileText(text, null));
    }

    static Reading of(ConfigReading reading, String text) {
        return reading instanceof ConfigReading.Valid valid
                ? new Reading(new Wanted(text, valid.tree(), valid.config()), null)
                : new Reading(null, new Rejection.Invalid(((ConfigReading.Invalid) reading).problems()));
    }

    private static String heading(RevisionStore store) {
        return "# Written by Steelyard. It may be edited by hand, but comments are lost with the next change that is made\n"
                + "# through the page or the API; every earlier text is in "
                + store.directory().getFileName() + ".\n";
    }
}
