package io.steelyard.admin.access;

import io.steelyard.config.revision.SafeFile;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and directories that only their owner may read. */
final class OwnerFile {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private OwnerFile() {}

    /** Whoever looks at it, and whatever crashes meanwhile, finds the old content or the new, whole. */
    static void write(Path file, byte[] content) throws IOException {
        SafeFile.prepare(file, content).commit();
    }

    /** Makes the directory, and those around it, unless it is there. */
    static void makeDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, attributes("rwx------"));
        }
    }

    /** For a file that is made here and written by somebody else. */
    static void makeEmpty(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, attributes("rw-------"));
        }
    }

    private static FileAttribute<?>[] attributes(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
