package io.steelyard.service.change;

import io.steelyard.config.FileText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sees edits of the configuration file. Editors write in pieces, or rename another file over it, so there may be half a
 * file for a moment, or none: only what has been the same for {@link #SETTLED} counts. What Steelyard wrote itself is
 * {@link #know known} and is no edit.
 *
 * <p>It looks, many times a minute, instead of being told by the system: a look is one system call, and notices are not to
 * be had on every file system, nor for a file that a link leads to. As long as the file's times, size and identity are the
 * same it is not read, but for every {@value #DEEP}th look, since times have a grain. Not thread-safe.
 */
final class FileWatch {
    static final Duration SETTLED = Duration.ofSeconds(1);
    static final int DEEP = 40;

    private final Path file;
    private FileText known;
    private @Nullable Object knownStamp;
    private @Nullable FileText candidate;
    private Instant since = Instant.EPOCH;
    private int looks;

    /** @param known what the file held when somebody last took account of it */
    FileWatch(Path file, FileText known) {
        this.file = file;
        this.known = known;
    }

    /** What the file held when somebody last took account of it. */
    FileText known() {
        return known;
    }

    /** This is taken account of: only something else is an edit. */
    void know(FileText text) {
        known = text;
        knownStamp = null;
        candidate = null;
    }

    /** Looks, and gives what the file holds once it is an edit; null until then. */
    @Nullable
    FileText look(Instant now) {
        looks++;
        Object stamp = stamp();
        if (candidate == null && stamp != null && stamp.equals(knownStamp) && looks % DEEP != 0) {
            return null;
        }
        FileText present = FileText.of(file);
        if (present.equals(known)) {
            knownStamp = stamp;
            candidate = null;
            return null;
        }
        if (!present.equals(candidate)) {
            candidate = present;
            since = now;
            return null;
        }
        return now.isBefore(since.plus(SETTLED)) ? null : present;
    }

    /** What tells two states of a file apart without reading it; null where there is no file, or no way to tell. */
    private @Nullable Object stamp() {
        try {
            return Map.copyOf(Files.readAttributes(file, "unix:ino,size,lastModifiedTime,ctime"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return null;
        }
    }
}
