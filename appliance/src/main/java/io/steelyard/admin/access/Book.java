package io.steelyard.admin.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All users and all tokens at one moment. Immutable; a change makes another one, or says why it cannot be.
 *
 * @param users at most {@value #MOST}, no two of one name
 * @param tokens likewise
 */
public record Book(List<User> users, List<Token> tokens) {
    static final int MOST = 1000;
    static final Book EMPTY = new Book(List.of(), List.of());

    public Book {
        users = List.copyOf(users);
        tokens = List.copyOf(tokens);
    }

    /** What came of a change. */
    public sealed interface Edited {}

    /** The book as it is to be. */
    public record To(Book book) implements Edited {}

    /** @param sentence why not, for the person who asked */
    public record Not(Reason reason, String sentence) implements Edited {}

    /** Why a change cannot be. */
    public enum Reason {
        /** There is nobody of that name. */
        UNKNOWN,
        /** It would leave things as they must not be. */
        CONFLICT,
        /** It was made for a book that is no longer this one. */
        STALE,
        /** The file can't be read or written. */
        NO_FILE
    }

    /** Changes whenever a user does. */
    public String tagOfUsers() {
        StringBuilder all = new StringBuilder();
        users.forEach(user -> all.append(user).append(user.hash()).append('\n'));
        return Secret.hash(all.toString()).substring(0, 16);
    }

    public @Nullable User user(String name) {
        return found(users, user -> user.name().equals(name));
    }

    public @Nullable Token token(String name) {
        return found(tokens, token -> token.name().equals(name));
    }

    @Nullable
    Token tokenOfHash(String hash) {
        return found(tokens, token -> Secret.same(token.hash(), hash));
    }

    /** Whether anybody can log on at all; without that, the first administrator may be made with the set-up code. */
    public boolean hasUsers() {
        return !users.isEmpty();
    }

    public Edited adding(User user) {
        if (user(user.name()) != null) {
            return new Not(Reason.CONFLICT, "There is a user '" + user.name() + "' already.");
        }
        return users.size() >= MOST ? full("users") : administered(new Book(and(users, user), tokens));
    }

    public Edited withRole(String name, Role role, boolean disabled) {
        User user = user(name);
        return user == null ? noUser(name) : replacing(user, user.with(role, disabled));
    }

    public Edited withPassword(String name, String hash) {
        User user = user(name);
        return user == null ? noUser(name) : replacing(user, user.withHash(hash));
    }

    public Edited withoutUser(String name) {
        User user = user(name);
        return user == null ? noUser(name) : administered(new Book(without(users, user), tokens));
    }

    public Edited adding(Token token) {
        if (token(token.name()) != null) {
            return new Not(Reason.CONFLICT, "There is a token '" + token.name() + "' already.");
        }
        return tokens.size() >= MOST ? full("tokens") : new To(new Book(users, and(tokens, token)));
    }

    public Edited withoutToken(String name) {
        Token token = token(name);
        return token == null
                ? new Not(Reason.UNKNOWN, "There is no token '" + name + "'.")
                : new To(new Book(users, without(tokens, token)));
    }

    private Edited replacing(User old, User user) {
        List<User> all =
                users.stream().map(each -> each.equals(old) ? user : each).toList();
        return administered(new Book(all, tokens));
    }

    /** Nobody may be the last to close the door behind them. */
    private static Edited administered(Book book) {
        return book.users().stream().anyMatch(User::isActiveAdministrator)
                ? new To(book)
                : new Not(Reason.CONFLICT, "This would leave no administrator who can log on; make one first.");
    }

    private static Not full(String what) {
        return new Not(
                Reason.CONFLICT, "There are " + MOST + " " + what + " already, which is as many as there can be.");
    }

    private static Not noUser(String name) {
        return new Not(Reason.UNKNOWN, "There is no user '" + name + "'.");
    }

    private static <T> List<T> and(List<T> all, T one) {
        List<T> more = new ArrayList<>(all);
        more.add(one);
        return more;
    }

    private static <T> List<T> without(List<T> all, T one) {
        return all.stream().filter(each -> !each.equals(one)).toList();
    }

    private static <T> @Nullable T found(List<T> all, Predicate<T> wanted) {
        Optional<T> found = all.stream().filter(wanted).findFirst();
        return found.orElse(null);
    }
}
