package io.steelyard.admin.accesslog;

import io.steelyard.config.AccessLogTarget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends to a file. When that would become too large, or has become too old, it gets {@code .1} behind its name, the one
 * before {@code .2} and so on. Where that does not work, lines go on into the same file, and it is tried again a minute
 * later.
 *
 * <p>Files that it makes may be read by their owner and group only: who asked for what is nobody else's business.
 */
final class FileSink implements LineSink {
    private static final Logger LOG = LoggerFactory.getLogger(FileSink.class);
    private static final long ROTATION_PAUSE_MILLIS = 60_000;

    private final AccessLogTarget.ToFile config;
    private final Path path;
    private final Clock clock;
    private final Consumer<String> complain;
    private @Nullable FileChannel channel;
    private long size;
    private long begunAt;
    private long noRotationBefore;

    /** @param complain told, in a sentence, what does not work although no line is lost */
    FileSink(AccessLogTarget.ToFile config, Clock clock, Consumer<String> complain) {
        this.config = config;
        this.path = Path.of(config.path()).toAbsolutePath();
        this.clock = clock;
        this.complain = complain;
    }

    @Override
    public String name() {
        return "the file " + path;
    }

    @Override
    public void write(byte[] lines, int length) throws IOException {
        FileChannel out = opened();
        if (isDue(length)) {
            out = rotated(out);
        }
        long before = size;
        try {
            ByteBuffer left = ByteBuffer.wrap(lines, 0, length);
            while (left.hasRemaining()) {
                out.write(left);
            }
            size += length;
        } catch (IOException e) {
            undo(out, before);
            throw e;
        }
    }

    /** A disk that is full takes half a line: what comes after must not stand behind it. */
    private void undo(FileChannel out, long before) {
        try {
            out.truncate(before);
        } catch (IOException e) {
            LOG.debug("part of a line stays in {}", path, e);
        }
        close();
    }

    private FileChannel opened() throws IOException {
        FileChannel open = channel;
        if (open != null) {
            return open;
        }
        Path folder = path.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"))
                }
                : new FileAttribute<?>[0];
        open = FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                attributes);
        channel = open;
        size = open.size();
        begunAt = size == 0
                ? clock.millis()
                : Files.readAttributes(path, BasicFileAttributes.class)
                        .creationTime()
                        .toMillis();
        return open;
    }

    private boolean isDue(int more) {
        long age = config.maxAge().toMillis();
        boolean due = size + more > config.maxSize() || (age > 0 && clock.millis() - begunAt >= age);
        return due && size > 0 && clock.millis() >= noRotationBefore;
    }

    private FileChannel rotated(FileChannel present) throws IOException {
        try {
            shift();
        } catch (IOException e) {
            noRotationBefore = clock.millis() + ROTATION_PAUSE_MILLIS;
            complain.accept("no new access log can be begun in place of " + name() + ", which goes on growing: "
                    + e.getMessage());
            return present;
        }
        close();
        return opened();
    }

    /** From the oldest to the newest, so that whatever stops it in between loses none. */
    private void shift() throws IOException {
        Files.deleteIfExists(earlier(config.keep()));
        for (int age = config.keep() - 1; age >= 0; age--) {
            if (Files.exists(earlier(age), LinkOption.NOFOLLOW_LINKS)) {
                Files.move(earlier(age), earlier(age + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Path earlier(int age) {
        return age == 0 ? path : path.resolveSibling(path.getFileName() + "." + age);
    }

    @Override
    public void reopen() {
        close();
    }

    @Override
    public void close() {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.debug("{} did not close in order", path, e);
            }
        }
    }
}
