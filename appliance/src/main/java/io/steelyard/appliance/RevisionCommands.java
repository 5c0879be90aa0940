package io.steelyard.appliance;

import io.steelyard.config.revision.Revision;
import io.steelyard.config.revision.RevisionDiff;
import io.steelyard.config.revision.RevisionStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * What the command line does with revisions. It works whether or not an appliance runs: to restore one writes the file,
 * which a running appliance takes as an edit.
 */
@Command(name = "revisions", description = "Lists, compares and restores saved configurations.")
final class RevisionCommands {
    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = Commands.CONFIG_HELP)
    private Path file = Path.of(".");

    @Option(
            names = "--revisions",
            paramLabel = "DIRECTORY",
            scope = ScopeType.INHERIT,
            description = Commands.REVISIONS_HELP)
    private @Nullable Path directory;

    @Spec
    private @Nullable CommandSpec spec;

    @Command(description = "Every revision that is kept, the newest first.")
    int list() throws CannotStart {
        for (Revision revision : store().list()) {
            say(String.format(
                    "%6d  %s  %-12s  %s%s",
                    revision.number(),
                    revision.at(),
                    revision.who(),
                    revision.why(),
                    revision.onProbation() ? " (not confirmed)" : ""));
        }
        return Commands.OK;
    }

    @Command(description = "What is different between two revisions, as a unified diff.")
    int diff(
            @Parameters(paramLabel = "FROM", description = "A revision's number.") long from,
            @Parameters(paramLabel = "TO", description = "Another one's.") long to)
            throws CannotStart {
        RevisionStore store = store();
        RevisionDiff diff =
                RevisionDiff.between("revision " + from, text(store, from), "revision " + to, text(store, to));
        if (diff.tooLong()) {
            diff.changes().forEach(change -> say(change.kind().name().toLowerCase(Locale.ROOT) + " " + change.path()));
        }
        diff.lines().forEach(this::say);
        return Commands.OK;
    }

    @Command(description = "Writes a revision's text into the configuration file.")
    int restore(@Parameters(paramLabel = "NUMBER", description = "The revision's number.") long number)
            throws CannotStart {
        RevisionStore store = store();
        try {
            store.writeFile(text(store, number));
        } catch (IOException e) {
            throw new CannotStart(file + " can't be written: " + e, e);
        }
        say(file + " holds revision " + number + " again; an appliance that runs with it goes on with it in a moment");
        return Commands.OK;
    }

    private RevisionStore store() throws CannotStart {
        try {
            return RevisionStore.look(file, Commands.revisions(file, directory));
        } catch (IOException e) {
            throw new CannotStart("the revisions can't be read: " + e, e);
        }
    }

    private static String text(RevisionStore store, long number) throws CannotStart {
        String text = store.text(number);
        if (text == null) {
            throw new CannotStart("there is no revision " + number + " in " + store.directory());
        }
        return text;
    }

    private void say(String line) {
        if (spec != null) {
            spec.commandLine().getOut().println(line);
        }
    }
}
