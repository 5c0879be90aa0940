package io.steelyard.admin.accesslog;

import io.steelyard.event.Event;
import io.steelyard.event.EventListener;
import io.steelyard.event.Severity;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sink with the lines that are being put together for it. What it cannot write is lost and counted; it is tried again a
 * second later, and the lines in between are lost as well. The journal is told when that begins, once a minute while it
 * lasts, and when it is over. Belongs to the writer's thread.
 */
final class Destination {
    private static final int BATCH_BYTES = 64 * 1024;
    private static final long PAUSE_MILLIS = 1000;
    private static final long TELL_MILLIS = 60_000;

    private final LineSink sink;
    private final Clock clock;
    private final EventListener journal;
    private final List<Outlet> inBatch = new ArrayList<>();
    private byte[] batch = {};
    private int length;
    private @Nullable String problem;
    private long notBefore;
    private long lost;
    private long nextTelling = Long.MIN_VALUE;

    /** Whether a configuration still names it. */
    volatile boolean wanted = true;

    Destination(LineSink sink, Clock clock, EventListener journal) {
        this.sink = sink;
        this.clock = clock;
        this.journal = journal;
    }

    /** Adds a line, without its end. */
    void add(Outlet outlet, byte[] bytes, int start, int count) {
        put(outlet, bytes, start, count);
        outlet.inBatch++;
    }

    /** Adds a line that says how many lines of the outlet's are lost. */
    void addNotice(Outlet outlet, byte[] bytes, int count) {
        put(outlet, bytes, 0, count);
        outlet.toldInBatch = outlet.untold;
    }

    private void put(Outlet outlet, byte[] bytes, int start, int count) {
        if (length + count + 1 > BATCH_BYTES) {
            flush();
        }
        if (length + count + 1 > batch.length) {
            batch = Arrays.copyOf(batch, Math.max(BATCH_BYTES, length + count + 1));
        }
        System.arraycopy(bytes, start, batch, length, count);
        length += count;
        batch[length++] = '\n';
        if (!outlet.isInBatch) {
            outlet.isInBatch = true;
            inBatch.add(outlet);
        }
    }

    /** Writes what was added. True where it was, or there was nothing. */
    boolean flush() {
        if (length == 0) {
            return true;
        }
        boolean done = clock.millis() >= notBefore && tried();
        for (Outlet outlet : inBatch) {
            if (done) {
                outlet.counts.written().add(outlet.inBatch);
                outlet.untold -= outlet.toldInBatch;
            } else if (outlet.inBatch > 0) {
                lose(outlet, outlet.inBatch, "it cannot be written: " + problem);
            }
            outlet.isInBatch = false;
            outlet.inBatch = 0;
            outlet.toldInBatch = 0;
        }
        inBatch.clear();
        length = 0;
        if (batch.length > BATCH_BYTES) {
            batch = new byte[0];
        }
        return done;
    }

    private boolean tried() {
        try {
            sink.write(batch, length);
        } catch (IOException | RuntimeException e) {
            problem = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            notBefore = clock.millis() + PAUSE_MILLIS;
            return false;
        }
        if (problem != null) {
            problem = null;
            tell(Severity.NOTICE, "access-log-recovered", sink.name() + " is written again; " + lost(lost));
            lost = 0;
            nextTelling = Long.MIN_VALUE;
        }
        return true;
    }

    /** Counts lines as lost, and tells of it. */
    void lose(Outlet outlet, long lines, String why) {
        outlet.counts.lost().add(lines);
        outlet.untold += lines;
        lost += lines;
        long now = clock.millis();
        if (now >= nextTelling) {
            nextTelling = now + TELL_MILLIS;
            tell(
                    Severity.WARNING,
                    "access-log-lost",
                    "the access log in " + sink.name() + " is missing lines: " + why + "; " + lost(lost));
            lost = 0;
        }
    }

    private static String lost(long lines) {
        return lines + (lines == 1 ? " line was lost" : " lines were lost");
    }

    private void tell(Severity severity, String kind, String sentence) {
        journal.happened(new Event(clock.instant(), severity, kind, null, null, null, sentence, Map.of()));
    }

    void reopen() {
        sink.reopen();
    }

    void close() {
        sink.close();
    }
}
