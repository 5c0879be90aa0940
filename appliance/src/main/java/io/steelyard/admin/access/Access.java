package io.steelyard.admin.access;

import io.steelyard.admin.access.Book.Edited;
import io.steelyard.admin.access.Book.To;
import io.steelyard.config.AdminConfig;
import io.steelyard.event.EventListener;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the admin side: everything that is known of it, put together. Thread-safe; what uses the disk or hashes a
 * password says so.
 */
public final class Access implements AutoCloseable {
    private final boolean open;
    private final Clock clock;
    private final Accounts accounts;
    private final LogOns logOns;
    private final SetUpCode code = new SetUpCode();
    private final Audit audit;
    private final Gate gate;
    private final Delays refusedTokens = new Delays(0, Duration.ofMinutes(1), Duration.ofMinutes(15));
    private final PasswordDesk desk;

    private final @Nullable ServedCertificate certificate;

    private Access(
            AdminConfig config, Accounts accounts, Audit audit, Clock clock, @Nullable ServedCertificate certificate) {
        this.certificate = certificate;
        this.open = config.isOpen();
        this.clock = clock;
        this.accounts = accounts;
        this.audit = audit;
        this.logOns = new LogOns(clock, config.access().idle(), config.access().longest());
        this.gate = new Gate(config, accounts, logOns, clock);
        this.desk = new PasswordDesk(accounts, logOns, new Lockout(clock), code, audit);
    }

    /**
     * Begins with what is in a directory, which need not be there.
     *
     * @param journal hears of everything that is done through the admin side
     * @throws IOException where there can be no certificate, with a sentence that says why
     */
    public static Access in(Path directory, AdminConfig config, Clock clock, EventListener journal) throws IOException {
        ServedCertificate certificate = config.isTls() ? ServedCertificate.of(config, directory, clock) : null;
        Audit audit = new Audit(clock, journal, new AuditFile(directory));
        return new Access(config, Accounts.in(directory), audit, clock, certificate);
    }

    /** Keeps nothing in files, and so has no certificate. */
    public static Access inMemory(AdminConfig config, Clock clock, EventListener journal) {
        return new Access(config, Accounts.inMemory(), new Audit(clock, journal, null), clock, null);
    }

    /** What the admin side shows of itself; null where it speaks no TLS. */
    public @Nullable ServedCertificate certificate() {
        return certificate;
    }

    /** Whether everybody who can reach the admin side is an administrator. */
    public boolean isOpen() {
        return open;
    }

    public Accounts accounts() {
        return accounts;
    }

    public Audit audit() {
        return audit;
    }

    /** What lets the first administrator be made; null where that is not needed. To be shown to who started this. */
    public @Nullable String setUpCode() {
        return !open && accounts.isSetUpNeeded() ? code.text() : null;
    }

    /** Whether a request may be answered. Never waits. */
    public Admission admit(Asking asking) {
        return gate.decide(asking);
    }

    /** Tells the audit of a token that was not taken: at once, and then now and then where there are many. */
    public void tokenRefused(Asking asking) {
        Instant now = clock.instant();
        String counted = ClientAddress.counted(asking.address());
        synchronized (refusedTokens) {
            if (!refusedTokens.wait(counted, now).isZero()) {
                return;
            }
            refusedTokens.failed(counted, now);
        }
        audit.refused("(token)", asking.address().getHostAddress(), "token", "not known, or expired");
    }

    /** Whether who was let in with this still would be, for answers that go on for long. Never waits. */
    public boolean isStillKnown(Asking asking) {
        return gate.isStillKnown(asking);
    }

    /** Until when this log-on lasts at the most, and what its page is to send; null where it is none. */
    public @Nullable Standing standing(String cookie) {
        LogOns.Found found = logOns.find(cookie, accounts.book());
        return found == null ? null : new Standing(found.user(), found.ends(), Gate.proof(cookie));
    }

    /** A log-on as it is now. */
    public record Standing(User user, Instant ends, String csrf) {}

    /**
     * Lets somebody in who knows the password.
     *
     * @param old the log-on that the browser has; null for none
     */
    public CompletableFuture<Entrance> logOn(String user, String password, InetAddress from, @Nullable String old) {
        return desk.logOn(user, password, from, old);
    }

    public void logOff(Caller caller, String cookie) {
        logOns.end(cookie);
        audit.did(caller, "log-off", AuditEntry.DONE, "");
    }

    /** Makes the first administrator, who is then logged on. */
    public CompletableFuture<Entrance> setUp(String typedCode, String user, String password, InetAddress from) {
        return desk.setUp(typedCode, user, password, from);
    }

    /**
     * Gives somebody a new password; every log-on by the old one ends.
     *
     * @param current the present one, which those must know who change their own
     */
    public CompletableFuture<Entrance> changePassword(
            Caller caller, String user, String password, @Nullable String current, InetAddress from) {
        return desk.change(caller, user, password, current, from);
    }

    /** Makes a user; hashes the password and uses the disk. */
    public CompletableFuture<Entrance> addUser(String name, Role role, boolean disabled, String password) {
        return desk.add(name, role, disabled, password);
    }

    /** A new token. */
    public record Made(Edited edited, String secret) {}

    /** Makes a token; its secret is known to nobody later. Uses the disk. */
    public Made addToken(String name, Role role, Instant expires, Caller by) {
        String secret = Token.PREFIX + Secret.make();
        Token token = new Token(name, role, clock.instant(), by.name(), expires, Secret.hash(secret), null);
        Edited edited = accounts.change(book -> book.adding(token));
        return new Made(edited, edited instanceof To ? secret : "");
    }

    /** Notices what the command line changed; every few seconds. Uses the disk. */
    public void tick() {
        accounts.refresh();
        accounts.keepUses(false);
        if (certificate != null) {
            certificate.tick();
        }
    }

    /** Uses the disk. */
    @Override
    public void close() {
        desk.close();
        accounts.keepUses(true);
        audit.close();
    }
}
