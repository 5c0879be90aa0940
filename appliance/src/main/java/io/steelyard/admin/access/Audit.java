package io.steelyard.admin.access;

import io.steelyard.event.Event;
import io.steelyard.event.EventListener;
import io.steelyard.event.Severity;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who did what: the newest entries in memory, all of them in a file, and each as an event in the journal. Whoever tells
 * of something waits for no disk. Thread-safe.
 */
public final class Audit implements AutoCloseable {
    static final int KEPT = 1000;

    private final Clock clock;
    private final EventListener journal;
    private final @Nullable AuditFile file;
    private final ArrayDeque<AuditEntry> ring = new ArrayDeque<>();
    private long last;

    /** @param file null where none is kept */
    Audit(Clock clock, EventListener journal, @Nullable AuditFile file) {
        this.clock = clock;
        this.journal = journal;
        this.file = file;
        if (file != null) {
            file.newest(KEPT).forEach(this::remember);
        }
    }

    /** What somebody did who was let in. */
    public void did(Caller caller, String what, String outcome, String detail) {
        record(caller.name(), caller.role().word(), caller.address(), what, outcome, detail);
    }

    /** What somebody tried who was not let in. */
    public void refused(String who, String address, String what, String detail) {
        record(who, "", address, what, AuditEntry.REFUSED, detail);
    }

    /** The newest entries after this number, oldest first, at most so many. */
    public List<AuditEntry> since(long number, int most) {
        synchronized (ring) {
            List<AuditEntry> after =
                    ring.stream().filter(entry -> entry.number() > number).toList();
            return after.subList(Math.max(0, after.size() - most), after.size());
        }
    }

    private void record(String who, String role, String address, String what, String outcome, String detail) {
        AuditEntry entry;
        synchronized (ring) {
            entry = new AuditEntry(
                    last + 1,
                    clock.instant(),
                    AuditEntry.plain(who),
                    role,
                    address,
                    AuditEntry.plain(what),
                    outcome,
                    AuditEntry.plain(detail));
            remember(entry);
            if (file != null) {
                file.offer(entry); // here, so that the file has them in order
            }
        }
        journal.happened(event(entry));
    }

    private void remember(AuditEntry entry) {
        last = entry.number();
        ring.addLast(entry);
        if (ring.size() > KEPT) {
            ring.removeFirst();
        }
    }

    private static Event event(AuditEntry entry) {
        boolean done = entry.outcome().equals(AuditEntry.DONE);
        Map<String, String> details = new TreeMap<>(Map.of(
                "who", entry.who(),
                "role", entry.role(),
                "address", entry.address(),
                "what", entry.what(),
                "outcome", entry.outcome()));
        String sentence = entry.who() + " at " + entry.address() + ": " + entry.what() + ", " + entry.outcome()
                + (entry.detail().isEmpty() ? "" : " (" + entry.detail() + ")");
        return new Event(
                entry.at(),
                done ? Severity.INFO : Severity.NOTICE,
                "audit-" + entry.outcome(),
                null,
                null,
                null,
                sentence,
                details);
    }

    /** Writes what waits, for a few seconds at most. */
    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
