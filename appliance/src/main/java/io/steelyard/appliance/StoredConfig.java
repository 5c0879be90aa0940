package io.steelyard.appliance;

import io.steelyard.config.ApplianceConfig;
import io.steelyard.config.ConfigProblem;
import io.steelyard.config.ConfigReader;
import io.steelyard.config.ConfigReading;
import io.steelyard.config.ConfigTree;
import io.steelyard.config.revision.Beginning;
import io.steelyard.config.revision.RevisionStore;
import io.steelyard.config.revision.StoreTakenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A configuration file with its revisions, opened to run an appliance by it.
 *
 * @param reader what reads it, and every change of it
 * @param access where the admin side's users are kept
 * @param temporary a directory that goes when this is closed; null where everything is to stay
 */
record StoredConfig(
        RevisionStore store,
        ConfigReader reader,
        Beginning.Ready beginning,
        Path access,
        @Nullable Path temporary) implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StoredConfig.class);

    /** What came of opening: one that can be run, or everything wrong with the file. */
    sealed interface Opening {}

    record Opened(StoredConfig stored) implements Opening {}

    record Unusable(List<ConfigProblem> problems) implements Opening {}

    /**
     * Opens a file, with its revisions in this directory. Where the directory can't be had, revisions are kept in a
     * temporary one, which is said: that must not keep an appliance from serving.
     */
    static Opening open(Path file, Path directory, ConfigReader reader) throws CannotStart {
        if (!Files.isDirectory(directory) && reader.read(file) instanceof ConfigReading.Invalid invalid) {
            return new Unusable(invalid.problems());
        }
        try {
            return opening(RevisionStore.open(file, directory), reader, null);
        } catch (StoreTakenException e) {
            throw new CannotStart(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            log.warn(
                    "revisions can't be kept in {} ({}): they are kept in a temporary directory and lost at the end; the"
                            + " option --revisions names another",
                    directory,
                    e.toString());
            return unkept(file, reader);
        }
    }

    private static Opening unkept(Path file, ConfigReader reader) throws CannotStart {
        try {
            Path temporary = Files.createTempDirectory("steelyard");
            return opening(RevisionStore.open(file, temporary.resolve("revisions")), reader, temporary);
        } catch (IOException e) {
            throw new CannotStart("revisions can't be kept, not even in a temporary directory: " + e, e);
        }
    }

    private static Opening opening(RevisionStore store, ConfigReader reader, @Nullable Path temporary)
            throws IOException {
        try {
            Beginning beginning = Beginning.of(store, reader, Clock.systemUTC());
            if (beginning instanceof Beginning.Ready ready) {
                return new Opened(new StoredConfig(store, reader, ready, accessOf(store.file()), temporary));
            }
            close(store, temporary);
            return new Unusable(((Beginning.Unusable) beginning).problems());
        } catch (IOException e) {
            close(store, temporary);
            throw e;
        }
    }

    /** One whose file is in a temporary directory. */
    static StoredConfig temporary(String yaml) throws CannotStart {
        try {
            Path temporary = Files.createTempDirectory("steelyard");
            Path file = Files.writeString(temporary.resolve("steelyard.yaml"), yaml);
            RevisionStore store = RevisionStore.open(file, RevisionStore.directoryOf(file));
            Opening opening = opening(store, ConfigReader.withInstalledKinds(), temporary);
            if (opening instanceof Opened opened) {
                return opened.stored();
            }
            throw new CannotStart("the configuration is not valid: " + opening);
        } catch (IOException e) {
            throw new CannotStart("there can be no temporary directory: " + e, e);
        }
    }

    /** One that was made by code and is in no file; the first change through the API is made from nothing. */
    static StoredConfig of(ApplianceConfig config) throws CannotStart {
        StoredConfig empty = temporary("");
        Beginning.Ready made =
                new Beginning.Ready(empty.beginning().revision(), "", ConfigTree.EMPTY, config, true, List.of());
        return new StoredConfig(empty.store(), empty.reader(), made, empty.access(), empty.temporary());
    }

    /** Where the users of an appliance with this configuration file are kept, unless the command line says otherwise. */
    static Path accessOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".access");
    }

    /** The same with its users elsewhere; null for no change. */
    StoredConfig withAccess(@Nullable Path directory) {
        return directory == null ? this : new StoredConfig(store, reader, beginning, directory, temporary);
    }

    ApplianceConfig config() {
        return beginning.config();
    }

    @Override
    public void close() {
        close(store, temporary);
    }

    private static void close(RevisionStore store, @Nullable Path temporary) {
        store.close();
        if (temporary == null) {
            return;
        }
        try (Stream<Path> all = Files.walk(temporary)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            log.debug("{} is left", temporary, e);
        }
    }
}
