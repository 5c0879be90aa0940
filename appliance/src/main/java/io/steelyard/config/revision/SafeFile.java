package io.steelyard.config.revision;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The new content of a file, on the disk already but under a name of its own. {@link #commit} makes it the file in one
 * step: whoever looks, and whatever crashes, finds the old content or the new, whole.
 *
 * <p>The temporary file is in the same directory, since a name can only be given in one step within a file system; its
 * bytes are forced to the disk before it gets the name, since a file system may write the name first; and the directory
 * is forced after that, or the name may be lost with the power.
 */
public final class SafeFile {
    /** What a temporary file's name ends with; at a start nobody writes, and what is called so was never finished. */
    static final String TEMPORARY = ".steelyard-new";

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path temporary;
    private final Path target;

    private SafeFile(Path temporary, Path target) {
        this.temporary = temporary;
        this.target = target;
    }

    /**
     * Writes the content beside the target. The file keeps its owner and permissions; a new one is its owner's alone, as
     * configurations hold secrets.
     *
     * @param target not a symbolic link
     */
    public static SafeFile prepare(Path target, byte[] content) throws IOException {
        Path temporary = temporaryOf(target);
        Files.deleteIfExists(temporary);
        try {
            if (POSIX) {
                Files.createFile(temporary, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
                takeAfter(target, temporary);
            } else {
                Files.createFile(temporary);
            }
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            return new SafeFile(temporary, target);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    static Path temporaryOf(Path target) {
        return target.resolveSibling("." + target.getFileName() + TEMPORARY);
    }

    private static void takeAfter(Path target, Path temporary) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        PosixFileAttributes old = Files.readAttributes(target, PosixFileAttributes.class);
        PosixFileAttributeView view = Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
        PosixFileAttributes own = view.readAttributes();
        if (!own.owner().equals(old.owner()) || !own.group().equals(old.group())) {
            try {
                view.setOwner(old.owner());
                view.setGroup(old.group());
            } catch (IOException e) {
                // Only root may give a file away. The group may then be the wrong one, so it gets nothing.
                view.setPermissions(OWNER_ONLY);
                return;
            }
        }
        view.setPermissions(old.permissions());
    }

    /** The file has the new content when this returns, whatever happens next. */
    public void commit() throws IOException {
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceDirectory(target);
    }

    /** The file stays as it is. Harmless after a commit. */
    void discard() throws IOException {
        Files.deleteIfExists(temporary);
    }

    /** Removes a file for good. */
    static void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
        forceDirectory(file);
    }

    /** Removes what a crash left unfinished in a directory. */
    static void removeTemporaries(Path directory) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, ".*" + TEMPORARY)) {
            for (Path temporary : left) {
                Files.deleteIfExists(temporary);
            }
        }
    }

    private static void forceDirectory(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (POSIX && directory != null) { // elsewhere a directory cannot be opened
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
