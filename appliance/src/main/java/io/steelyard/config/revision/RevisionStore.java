package io.steelyard.config.revision;

import io.steelyard.config.FileText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A configuration file and every revision of it, the latter in a directory, one file each. Whatever is saved is saved by
 * {@link SafeFile}, and the revision before the file: a crash between the two leaves the file as it was.
 *
 * <p>At most {@value #MOST} revisions and {@value #MOST_BYTES} bytes are kept; the oldest go first, but never the
 * latest, nor the one that the file holds. Reading is thread-safe; saving is for one thread at a time. One process at a
 * time may open a store to write to it.
 */
public final class RevisionStore implements AutoCloseable {
    public static final int MOST = 1000;
    public static final long MOST_BYTES = 64L * 1024 * 1024;
    static final int MOST_REFUSED = 20;

    private static final Logger log = LoggerFactory.getLogger(RevisionStore.class);
    private static final Pattern NAME = Pattern.compile("(\\d{1,18})\\.yaml");
    private static final int HEAD_BYTES = 16 * 1024;

    private final Path file;
    private final Path directory;
    private final int most;
    private final long mostBytes;
    private final @Nullable FileChannel lock;
    private final NavigableMap<Long, Kept> kept = new ConcurrentSkipListMap<>();

    private record Kept(Revision revision, long bytes) {}

    RevisionStore(Path file, Path directory, int most, long mostBytes, @Nullable FileChannel lock) {
        this.file = file;
        this.directory = directory;
        this.most = most;
        this.mostBytes = mostBytes;
        this.lock = lock;
    }

    /** Where revisions are kept unless somewhere else is asked for: beside the file. */
    public static Path directoryOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".revisions");
    }

    /**
     * Opens a store to write to it: makes its directory, and removes what a crash left unfinished.
     *
     * @param file the configuration file; it need not be there
     * @throws StoreTakenException where another process has it open
     * @throws IOException where it can't be had for another reason
     */
    public static RevisionStore open(Path file, Path directory) throws IOException {
        return open(file, directory, MOST, MOST_BYTES);
    }

    static RevisionStore open(Path file, Path directory, int most, long mostBytes) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(directory);
        }
        RevisionStore store = new RevisionStore(file.toAbsolutePath(), directory, most, mostBytes, lock(directory));
        try {
            SafeFile.removeTemporaries(directory);
            Files.deleteIfExists(SafeFile.temporaryOf(store.target()));
            store.load();
            return store;
        } catch (IOException e) {
            store.close();
            throw e;
        }
    }

    /** Opens a store only to read it, also while an appliance has it open. */
    public static RevisionStore look(Path file, Path directory) throws IOException {
        RevisionStore store = new RevisionStore(file, directory, MOST, MOST_BYTES, null);
        if (Files.isDirectory(directory)) {
            store.load();
        }
        return store;
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock held = channel.tryLock();
            if (held != null) {
                return channel; // the lock is held until the channel is closed, and by the kernel no longer than that
            }
        } catch (OverlappingFileLockException e) {
            log.debug("this process has it", e);
        }
        channel.close();
        throw new StoreTakenException(directory);
    }

    private void load() throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, "*.yaml")) {
            for (Path each : all) {
                Matcher name = NAME.matcher(each.getFileName().toString());
                if (name.matches()) {
                    load(each, Long.parseLong(name.group(1)));
                }
            }
        }
    }

    private void load(Path revision, long number) throws IOException {
        try (InputStream in = Files.newInputStream(revision)) {
            Revision head = RevisionFile.head(in.readNBytes(HEAD_BYTES));
            if (head == null || head.number() != number) {
                log.warn("{} is no revision, it is left alone", revision);
            } else {
                kept.put(number, new Kept(head, Files.size(revision)));
            }
        }
    }

    /** The configuration file. */
    public Path file() {
        return file;
    }

    /** The same, or where it leads to where it is a link: what is to be replaced is that, not the link. */
    private Path target() throws IOException {
        return Files.exists(file) ? file.toRealPath() : file;
    }

    public Path directory() {
        return directory;
    }

    /** What the configuration file holds now. */
    public FileText fileText() {
        return FileText.of(file);
    }

    /** Every revision kept, the newest first. */
    public List<Revision> list() {
        List<Revision> all = new ArrayList<>();
        kept.descendingMap().values().forEach(each -> all.add(each.revision()));
        return all;
    }

    /** The newest; null where there is none yet. */
    public @Nullable Revision latest() {
        Map.Entry<Long, Kept> last = kept.lastEntry();
        return last == null ? null : last.getValue().revision();
    }

    /** The newest below this number that is not on probation; null where there is none. */
    @Nullable
    Revision confirmedBefore(long number) {
        return kept.headMap(number, false).descendingMap().values().stream()
                .map(Kept::revision)
                .filter(revision -> !revision.onProbation())
                .findFirst()
                .orElse(null);
    }

    /** Null where there is none of this number, or none any more. */
    public @Nullable Revision find(long number) {
        Kept found = kept.get(number);
        return found == null ? null : found.revision();
    }

    /** The text of a revision to the byte; null where it is not kept, or damaged. Reads the disk. */
    public @Nullable String text(long number) {
        if (!kept.containsKey(number)) {
            return null;
        }
        try {
            RevisionFile whole = RevisionFile.of(Files.readAllBytes(path(number)));
            if (whole == null) {
                log.error("{} is damaged", path(number));
            }
            return whole == null ? null : whole.text();
        } catch (IOException e) {
            log.error("{} cannot be read", path(number), e);
            return null;
        }
    }

    /** The number that the next revision gets. */
    public long next() {
        Map.Entry<Long, Kept> last = kept.lastEntry();
        return last == null ? 1 : last.getKey() + 1;
    }

    /**
     * Writes a revision, and the configuration file where it goes there too, to the disk, but not in place yet: what can
     * fail fails here, with nothing changed.
     */
    public Prepared prepare(Revision revision, String text, boolean intoFile) throws IOException {
        byte[] bytes = new RevisionFile(revision, text).bytes();
        SafeFile saved = SafeFile.prepare(path(revision.number()), bytes);
        try {
            SafeFile inFile = intoFile ? SafeFile.prepare(target(), text.getBytes(StandardCharsets.UTF_8)) : null;
            return new Prepared(this, new Kept(revision, bytes.length), saved, inFile);
        } catch (IOException e) {
            saved.discard();
            throw e;
        }
    }

    /** A revision that is on the disk but not in place. */
    public static final class Prepared {
        private final RevisionStore store;
        private final Kept kept;
        private final SafeFile saved;
        private final @Nullable SafeFile inFile;

        private Prepared(RevisionStore store, Kept kept, SafeFile saved, @Nullable SafeFile inFile) {
            this.store = store;
            this.kept = kept;
            this.saved = saved;
            this.inFile = inFile;
        }

        /**
         * Puts it in place; where this returns, nothing loses it. What it throws leaves things as they were.
         *
         * @param confirmed the revision that the file holds now, or held until now
         */
        public void commit(long confirmed) throws IOException {
            long number = kept.revision().number();
            try {
                saved.commit();
                if (inFile != null) {
                    inFile.commit();
                }
            } catch (IOException e) {
                discard();
                SafeFile.delete(store.path(number));
                throw e;
            }
            store.kept.put(number, kept);
            store.forgetOldest(confirmed);
        }

        /** Leaves things as they are. */
        public void discard() {
            try {
                saved.discard();
                if (inFile != null) {
                    inFile.discard();
                }
            } catch (IOException e) {
                log.warn("an unfinished file is left in {}", store.directory, e);
            }
        }
    }

    /** Puts a revision that was on probation into the configuration file, and notes that it is no longer. */
    public Revision confirm(long number) throws IOException {
        Revision probation = find(number);
        String text = text(number);
        if (probation == null || text == null) {
            throw new IOException("revision " + number + " is not there any more");
        }
        writeFile(text);
        return noteConfirmed(probation, text);
    }

    /** Notes that what the configuration file holds is no longer on probation. */
    Revision noteConfirmed(Revision probation, String text) throws IOException {
        Revision confirmed = probation.confirmed();
        byte[] bytes = new RevisionFile(confirmed, text).bytes();
        SafeFile.prepare(path(confirmed.number()), bytes).commit();
        kept.put(confirmed.number(), new Kept(confirmed, bytes.length));
        return confirmed;
    }

    /** Writes a text into the configuration file, which is an edit for an appliance that runs with it. */
    public void writeFile(String text) throws IOException {
        SafeFile.prepare(target(), text.getBytes(StandardCharsets.UTF_8)).commit();
    }

    /** Keeps a text that was in the configuration file and could not be used, and says where; the newest ones only. */
    public Path keepRefused(String text) throws IOException {
        List<Path> before = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, "refused-*.yaml")) {
            all.forEach(before::add);
        }
        before.sort(Comparator.comparing(Path::toString));
        long number = before.isEmpty() ? 1 : 1 + refusedNumber(before.get(before.size() - 1));
        Path copy = directory.resolve(String.format("refused-%08d.yaml", number));
        SafeFile.prepare(copy, text.getBytes(StandardCharsets.UTF_8)).commit();
        for (int i = 0; i <= before.size() - MOST_REFUSED; i++) {
            Files.deleteIfExists(before.get(i));
        }
        return copy;
    }

    private static long refusedNumber(Path copy) {
        String digits = copy.getFileName().toString().replaceAll("\\D", "");
        return digits.isEmpty() || digits.length() > 18 ? 0 : Long.parseLong(digits);
    }

    private void forgetOldest(long confirmed) {
        long bytes = kept.values().stream().mapToLong(Kept::bytes).sum();
        long latest = kept.lastKey();
        for (Kept each : List.copyOf(kept.values())) {
            if (kept.size() <= most && bytes <= mostBytes) {
                return;
            }
            long number = each.revision().number();
            if (number != confirmed && number != latest) {
                try {
                    Files.deleteIfExists(path(number));
                } catch (IOException e) {
                    log.warn("an old revision cannot be removed", e);
                    return;
                }
                kept.remove(number);
                bytes -= each.bytes();
            }
        }
    }

    private Path path(long number) {
        return directory.resolve(String.format("%08d.yaml", number));
    }

    @Override
    public void close() {
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException e) {
                log.debug("the lock goes with the process", e);
            }
        }
    }
}
