package io.steelyard.admin.access;

import io.steelyard.admin.access.Book.Edited;
import io.steelyard.admin.access.Book.Not;
import io.steelyard.admin.access.Entrance.Cannot;
import io.steelyard.admin.access.Entrance.Done;
import io.steelyard.admin.access.Entrance.In;
import io.steelyard.admin.access.Entrance.Later;
import io.steelyard.admin.access.Entrance.Unfit;
import io.steelyard.admin.access.Entrance.Wrong;
import io.steelyard.admin.thread.BackSeat;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where passwords are checked and set. That costs tens of milliseconds and megabytes each time, so that it is done by one
 * thread, for a few at a time; the others are told to come back. Thread-safe; what it returns is completed later.
 */
final class PasswordDesk implements AutoCloseable {
    static final int MOST_WAITING = 8;

    private static final Wrong WRONG = new Wrong("The user or the password is wrong.");
    private static final Later BUSY = new Later(Duration.ofSeconds(1));

    private final Accounts accounts;
    private final LogOns logOns;
    private final Lockout lockout;
    private final SetUpCode code;
    private final Audit audit;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            BackSeat.threads("steelyard-admin-passwords"));

    PasswordDesk(Accounts accounts, LogOns logOns, Lockout lockout, SetUpCode code, Audit audit) {
        this.accounts = accounts;
        this.logOns = logOns;
        this.lockout = lockout;
        this.code = code;
        this.audit = audit;
        thread.allowCoreThreadTimeOut(true);
    }

    /** @param old a log-on that this one takes the place of; null for none */
    CompletableFuture<Entrance> logOn(String typed, String password, InetAddress from, @Nullable String old) {
        String name = User.normal(typed);
        return later(() -> {
            Entrance came = proven(name, password, from, "log-on");
            if (came instanceof In && old != null) {
                logOns.end(old);
            }
            return came;
        });
    }

    /** Makes the first administrator. */
    CompletableFuture<Entrance> setUp(String typedCode, String typedName, String password, InetAddress from) {
        String name = User.normal(typedName);
        return later(() -> setUpNow(typedCode, name, password, from));
    }

    /**
     * Gives somebody a new password, and so ends their log-ons; one who changed the own password is logged on anew.
     *
     * @param current null where the caller need not prove anything
     */
    CompletableFuture<Entrance> change(
            Caller caller, String name, String password, @Nullable String current, InetAddress from) {
        return later(() -> {
            String problem = Passwords.problem(name, password);
            if (problem != null) {
                return new Unfit("password", problem);
            }
            if (caller.isUser(name)) {
                Entrance proof = current == null
                        ? new Unfit("current", "to change your own password, the present one is needed, too")
                        : proven(name, current, from, "password check");
                if (!(proof instanceof In in)) {
                    return proof;
                }
                logOns.end(in.secret());
            }
            String hash = Passwords.hash(password);
            Edited edited = accounts.change(book -> book.withPassword(name, hash));
            return caller.isUser(name) || edited instanceof Not ? entered(edited, name) : new Done();
        });
    }

    /** Makes a user. */
    CompletableFuture<Entrance> add(String name, Role role, boolean disabled, String password) {
        return later(() -> {
            if (!User.isName(name)) {
                return new Unfit("name", "a user's name has " + User.NAME_RULE);
            }
            String problem = Passwords.problem(name, password);
            if (problem != null) {
                return new Unfit("password", problem);
            }
            User user = new User(name, role, disabled, Passwords.hash(password));
            return accounts.change(book -> book.adding(user)) instanceof Not not
                    ? new Cannot(not.sentence())
                    : new Done();
        });
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private CompletableFuture<Entrance> later(Supplier<Entrance> work) {
        try {
            return CompletableFuture.supplyAsync(work, thread);
        } catch (RejectedExecutionException tooMany) {
            return CompletableFuture.completedFuture(BUSY);
        }
    }

    private Entrance proven(String name, String password, InetAddress from, String what) {
        String address = from.getHostAddress();
        String counted = ClientAddress.counted(from);
        String who = User.isName(name) ? name : "(no user's name)";
        Duration wait = lockout.wait(counted, who);
        if (!wait.isZero()) {
            return new Later(wait);
        }
        if (accounts.problem() != null) {
            return new Cannot("Nobody can log on: the users' file can't be read; the appliance's log says why.");
        }
        User user = accounts.book().user(name);
        boolean right = Passwords.matches(password, user == null ? null : user.hash());
        if (user == null || !right || user.disabled()) {
            Duration next = lockout.failed(counted, who);
            String why = right ? "disabled" : user == null ? "no such user" : "wrong password";
            String then = next.isZero() ? "" : ", locked for " + next.toSeconds() + " s";
            // Whoever typed a password where the name goes would not want to read it in the journal.
            audit.refused(user == null ? "(unknown user)" : name, address, what, why + then);
            return WRONG;
        }
        lockout.succeeded(counted, who);
        audit.did(Caller.user(user, address), what, AuditEntry.DONE, "");
        return in(user);
    }

    private Entrance setUpNow(String typedCode, String name, String password, InetAddress from) {
        String address = from.getHostAddress();
        String counted = ClientAddress.counted(from);
        Duration wait = lockout.wait(counted, "(set-up)");
        if (!wait.isZero()) {
            return new Later(wait);
        }
        accounts.refresh();
        if (!accounts.isSetUpNeeded()) {
            return new Cannot("The appliance is set up already; log on.");
        }
        if (!code.isRight(typedCode)) {
            lockout.failed(counted, "(set-up)");
            audit.refused("(set-up)", address, "set-up", "wrong code");
            return new Wrong(
                    code.isSpent()
                            ? "The set-up code was tried wrongly too often; restart the appliance for another one."
                            : "This is not the set-up code; the appliance showed it when it started.");
        }
        String unfit = User.isName(name) ? null : "a user's name has " + User.NAME_RULE;
        String weak = Passwords.problem(name, password);
        if (unfit != null || weak != null) {
            return unfit != null ? new Unfit("user", unfit) : new Unfit("password", String.valueOf(weak));
        }
        User first = new User(name, Role.ADMINISTRATOR, false, Passwords.hash(password));
        Entrance came = entered(
                accounts.change(book -> book.hasUsers()
                        ? new Not(Book.Reason.CONFLICT, "The appliance is set up already; log on.")
                        : book.adding(first)),
                name);
        if (came instanceof In) {
            code.spend();
            audit.did(Caller.user(first, address), "set-up", AuditEntry.DONE, "");
        }
        return came;
    }

    private Entrance entered(Edited edited, String name) {
        if (edited instanceof Not not) {
            return new Cannot(not.sentence());
        }
        User user = accounts.book().user(name);
        return user == null ? WRONG : in(user);
    }

    private In in(User user) {
        LogOns.Begun begun = logOns.begin(user);
        return new In(user, begun.secret(), Gate.proof(begun.secret()), begun.ends());
    }
}
