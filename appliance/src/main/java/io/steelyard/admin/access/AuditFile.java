package io.steelyard.admin.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit's entries as lines of JSON, each forced to the disk, written by a thread of its own. When the file is full it
 * becomes {@code audit.1.jsonl}, and so on; the oldest goes. What cannot be written is logged instead.
 */
final class AuditFile implements AutoCloseable {
    static final String NAME = "audit.jsonl";
    static final int KEEP = 5;

    private static final Logger log = LoggerFactory.getLogger(AuditFile.class);
    private static final long MOST_BYTES = 8 * 1024 * 1024;
    private static final int MOST_WAITING = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final long mostBytes;
    private final ThreadPoolExecutor writer;
    /** Whether the file ends within a line, as a crash leaves it. */
    private volatile boolean cut;

    AuditFile(Path directory) {
        this(directory, MOST_BYTES);
    }

    AuditFile(Path directory, long mostBytes) {
        this.directory = directory;
        this.mostBytes = mostBytes;
        this.writer =
                new ThreadPoolExecutor(0, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
                    Thread thread = new Thread(task, "steelyard-admin-audit");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** To be written in a moment; never waits. */
    void offer(AuditEntry entry) {
        try {
            writer.execute(() -> write(entry));
        } catch (RejectedExecutionException full) {
            log.error(
                    "this cannot be written to the audit file any more: {}",
                    line(entry).strip());
        }
    }

    /** The newest entries of an earlier run, oldest first; a line that was cut short by a crash is passed over. */
    List<AuditEntry> newest(int most) {
        List<AuditEntry> found = new ArrayList<>();
        for (Path file : List.of(numbered(1), numbered(0))) {
            try {
                if (Files.exists(file)) {
                    String text = new String(Files.readAllBytes(file), UTF_8);
                    text.lines().forEach(line -> read(line, found));
                    cut = file.equals(numbered(0)) && !text.isEmpty() && !text.endsWith("\n");
                }
            } catch (IOException e) {
                log.warn("the audit file {} can't be read: {}", file, e.toString());
            }
        }
        return found.subList(Math.max(0, found.size() - most), found.size());
    }

    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(3, TimeUnit.SECONDS)) {
                log.error("{} audit entries were not written", writer.getQueue().size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(AuditEntry entry) {
        try {
            OwnerFile.makeDirectory(directory);
            Path file = numbered(0);
            if (Files.exists(file) && Files.size(file) >= mostBytes) {
                turn();
            }
            OwnerFile.makeEmpty(file);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
                ByteBuffer bytes = ByteBuffer.wrap(((cut ? "\n" : "") + line(entry)).getBytes(UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(false);
                cut = false;
            }
        } catch (IOException e) {
            log.error(
                    "this cannot be written to the audit file: {} ({})",
                    line(entry).strip(),
                    e.toString());
        }
    }

    private void turn() throws IOException {
        for (int i = KEEP - 1; i > 0; i--) {
            if (Files.exists(numbered(i - 1))) {
                Files.move(numbered(i - 1), numbered(i), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Path numbered(int number) {
        return directory.resolve(number == 0 ? NAME : "audit." + number + ".jsonl");
    }

    private static String line(AuditEntry entry) {
        ObjectNode node = JSON.createObjectNode()
                .put("number", entry.number())
                .put("at", entry.at().toString())
                .put("who", entry.who())
                .put("role", entry.role())
                .put("address", entry.address())
                .put("what", entry.what())
                .put("outcome", entry.outcome())
                .put("detail", entry.detail());
        return node + "\n";
    }

    private static void read(String line, List<AuditEntry> into) {
        try {
            JsonNode node = JSON.readTree(line);
            into.add(new AuditEntry(
                    node.path("number").asLong(),
                    Instant.parse(node.path("at").asText()),
                    node.path("who").asText(),
                    node.path("role").asText(),
                    node.path("address").asText(),
                    node.path("what").asText(),
                    node.path("outcome").asText(),
                    node.path("detail").asText()));
        } catch (IOException | DateTimeException cut) {
            log.debug("a line of the audit file is no entry", cut);
        }
    }
}
