package io.steelyard.journal;

import io.steelyard.config.JournalFileConfig;
import io.steelyard.event.Severity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal on disk: one entry per line as JSON in {@code journal.jsonl}. When that would become too large it is
 * renamed to {@code journal.1.jsonl}, the one before to {@code journal.2.jsonl} and so on; the oldest is deleted.
 *
 * <p>A batch is written at once and, where so configured, forced to the disk before the next. A crash can leave the last
 * line torn: when the file is opened again, what stands behind the last line's end is cut off.
 */
final class JournalFile implements Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(JournalFile.class);
    private static final int MAX_TAIL = 8 * 1024 * 1024;

    private final Path directory;
    private final long maxSize;
    private final int keep;
    private final boolean sync;
    private @Nullable FileChannel channel;

    private JournalFile(Path directory, long maxSize, int keep, boolean sync) {
        this.directory = directory;
        this.maxSize = maxSize;
        this.keep = keep;
        this.sync = sync;
    }

    static JournalFile of(JournalFileConfig config) {
        return new JournalFile(Path.of(config.directory()), config.maxSize(), config.keep(), config.sync());
    }

    /** What stands in the newest files, oldest first, at most so many; from at most the last 8 MiB of each. */
    List<JournalEntry> newest(int most) throws IOException {
        List<JournalEntry> newestFirst = new ArrayList<>();
        for (int i = 0; i <= keep && newestFirst.size() < most; i++) {
            List<String> lines = Files.exists(file(i)) ? tail(file(i)).lines().toList() : List.of();
            for (int l = lines.size() - 1; l >= 0 && newestFirst.size() < most; l--) {
                JournalEntry entry = EntryJson.read(lines.get(l));
                if (entry != null) {
                    newestFirst.add(entry);
                }
            }
        }
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    private static String tail(Path file) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            int length = (int) Math.min(in.size(), MAX_TAIL);
            ByteBuffer bytes = ByteBuffer.allocate(length);
            long from = in.size() - length;
            while (bytes.hasRemaining()) {
                if (in.read(bytes, from + bytes.position()) < 0) {
                    break;
                }
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public synchronized void deliver(List<JournalEntry> entries) throws IOException {
        FileChannel out = opened();
        long before = out.size();
        try {
            for (JournalEntry entry : entries) {
                byte[] line = (EntryJson.line(entry) + "\n").getBytes(StandardCharsets.UTF_8);
                if (out.size() > 0 && out.size() + line.length > maxSize) {
                    force(out);
                    rotate();
                    out = opened();
                    before = 0;
                }
                write(out, line);
            }
            force(out);
        } catch (IOException e) {
            undo(before);
            throw e;
        }
    }

    private static void write(FileChannel out, byte[] line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line);
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    private void force(FileChannel out) throws IOException {
        if (sync) {
            out.force(false);
        }
    }

    /** What was written of a batch that failed is written again with the next attempt. */
    private void undo(long size) {
        FileChannel out = channel;
        if (out != null) {
            try (out) {
                out.truncate(size);
            } catch (IOException e) {
                LOG.debug("a batch that failed stays in the journal", e);
            }
            channel = null;
        }
    }

    private FileChannel opened() throws IOException {
        FileChannel open = channel;
        if (open != null && open.isOpen()) {
            return open;
        }
        Files.createDirectories(directory);
        cutTornLine(file(0));
        open = FileChannel.open(
                file(0), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        channel = open;
        return open;
    }

    private static void cutTornLine(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (FileChannel torn = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long size = torn.size();
            long end = size;
            ByteBuffer last = ByteBuffer.allocate(1);
            while (end > 0 && size - end < MAX_TAIL) {
                last.clear();
                torn.read(last, end - 1);
                if (last.get(0) == '\n') {
                    break;
                }
                end--;
            }
            if (end < size) {
                torn.truncate(end);
                LOG.warn(
                        "{} ended in the middle of a line, as after a power failure; {} bytes are cut off",
                        file,
                        size - end);
            }
        }
    }

    private void rotate() throws IOException {
        close();
        for (int i = keep; i >= 0; i--) {
            if (Files.exists(file(i))) {
                if (i == keep) {
                    Files.delete(file(i));
                } else {
                    Files.move(file(i), file(i + 1), StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
    }

    private Path file(int age) {
        return directory.resolve(age == 0 ? "journal.jsonl" : "journal." + age + ".jsonl");
    }

    @Override
    public String name() {
        return "file " + directory;
    }

    @Override
    public Severity least() {
        return Severity.INFO;
    }

    @Override
    public Retry retry() {
        return new Retry(5, Duration.ofSeconds(1), Duration.ofSeconds(5));
    }

    @Override
    public synchronized void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }
}
