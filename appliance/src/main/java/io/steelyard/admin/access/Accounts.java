package io.steelyard.admin.access;

import io.steelyard.admin.access.Book.Edited;
import io.steelyard.admin.access.Book.Not;
import io.steelyard.admin.access.Book.Reason;
import io.steelyard.admin.access.Book.To;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Users and tokens, kept in {@code users.json}. Reading is a volatile read. A change reads the file anew, under a lock
 * that the command line's changes take too, so that neither undoes the other's; what the command line changed is
 * noticed by {@link #refresh}.
 *
 * <p>A file that can't be read lets nobody in: neither those it names nor, with the set-up code, somebody new.
 */
public final class Accounts {
    public static final String FILE = "users.json";

    private static final Logger log = LoggerFactory.getLogger(Accounts.class);
    private static final String LOCK = "users.lock";
    private static final int MOST_BYTES = 4 * 1024 * 1024;
    /** How old what the file says of a token's last use may get. */
    private static final Duration USE_KEPT = Duration.ofMinutes(10);

    /** By what a file is known to be the one that was read. */
    private record Stamp(long size, @Nullable Object key, Instant modified) {
        static final Stamp NONE = new Stamp(-1, null, Instant.EPOCH);
    }

    private final @Nullable Path directory;
    private final Map<String, Instant> uses = new ConcurrentHashMap<>();
    private volatile Book book = Book.EMPTY;
    private volatile @Nullable String problem;
    private Stamp read = Stamp.NONE;

    private Accounts(@Nullable Path directory) {
        this.directory = directory;
    }

    /** Those in this directory, where there are any. */
    public static Accounts in(Path directory) {
        Accounts accounts = new Accounts(directory);
        accounts.refresh();
        return accounts;
    }

    /** Kept in no file. */
    static Accounts inMemory() {
        return new Accounts(null);
    }

    /** As they are now. */
    public Book book() {
        return book;
    }

    /** Why the file can't be read, for people; null where it can. */
    public @Nullable String problem() {
        return problem;
    }

    /** Whether nobody was ever let in, so that the first administrator may be made. */
    public boolean isSetUpNeeded() {
        return problem == null && !book.hasUsers();
    }

    /** Reads the file again where it is another than the one last read. Uses the disk. */
    public synchronized void refresh() {
        if (directory == null) {
            return;
        }
        Path file = directory.resolve(FILE);
        try {
            Stamp stamp = stamp(file);
            if (!stamp.equals(read)) {
                book = load(file);
                read = stamp;
                problem = null;
            }
        } catch (IOException e) {
            told("the users in " + file + " can't be read, so nobody can log on: " + e.getMessage());
            read = Stamp.NONE;
        }
    }

    /** Changes users or tokens, in the file first. Uses the disk. */
    public synchronized Edited change(Edit edit) {
        try {
            return directory == null ? changeLocked(edit) : change(edit, directory);
        } catch (IOException e) {
            log.error("the users can't be written: {}", e.toString());
            return new Not(Reason.NO_FILE, "The users' file can't be written: " + e.getMessage());
        }
    }

    /** Holds off other processes meanwhile. */
    private Edited change(Edit edit, Path in) throws IOException {
        OwnerFile.makeDirectory(in);
        Path file = in.resolve(LOCK);
        OwnerFile.makeEmpty(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.lock(); // given back with the channel
            return changeLocked(edit);
        }
    }

    private Edited changeLocked(Edit edit) throws IOException {
        refresh();
        String unread = problem;
        if (unread != null) {
            return new Not(Reason.NO_FILE, "At present " + unread + ".");
        }
        Edited edited = edit.of(book);
        if (edited instanceof To to && !to.book().equals(book)) {
            save(to.book());
        }
        return edited;
    }

    /** What makes one book of another, or says why not. */
    @FunctionalInterface
    public interface Edit {
        Edited of(Book book);
    }

    /** A token was used; the file hears of it a while later. Never waits. */
    void used(Token token, Instant now) {
        uses.put(token.name(), now);
    }

    /** When a token was last used; null for never. */
    public @Nullable Instant lastUsed(Token token) {
        Instant recent = uses.get(token.name());
        return recent != null && !recent.isBefore(token.made()) ? recent : token.lastUsed();
    }

    /** Puts into the file which tokens were used, where that is old enough or the end is near. Uses the disk. */
    void keepUses(boolean all) {
        if (uses.isEmpty()) {
            return;
        }
        UnaryOperator<Token> newer = token -> {
            Instant use = lastUsed(token);
            Instant known = token.lastUsed();
            boolean due =
                    use != null && !use.equals(known) && (all || known == null || !use.isBefore(known.plus(USE_KEPT)));
            return due ? token.usedAt(Objects.requireNonNull(use)) : token;
        };
        if (!book.tokens().stream().map(newer).toList().equals(book.tokens())) {
            change(now -> new To(
                    new Book(now.users(), now.tokens().stream().map(newer).toList())));
        }
        List<String> known = book.tokens().stream().map(Token::name).toList();
        uses.keySet().retainAll(known);
    }

    private void save(Book next) throws IOException {
        if (directory != null) {
            Path file = directory.resolve(FILE);
            OwnerFile.write(file, BookJson.write(next));
            read = stamp(file);
        }
        book = next;
    }

    private static Book load(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Book.EMPTY;
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("it is longer than " + MOST_BYTES + " bytes");
        }
        return BookJson.read(Files.readAllBytes(file));
    }

    private static Stamp stamp(Path file) throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(now.size(), now.fileKey(), now.lastModifiedTime().toInstant());
        } catch (NoSuchFileException e) {
            return new Stamp(0, null, Instant.EPOCH);
        }
    }

    private void told(String what) {
        if (!what.equals(problem)) {
            log.error("{}", what);
        }
        problem = what;
        book = Book.EMPTY;
    }
}
