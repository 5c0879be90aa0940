package io.steelyard.journal;

import io.steelyard.config.EventsConfig;
import io.steelyard.event.Event;
import io.steelyard.event.EventListener;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that happened, in the order it was told: the newest entries in memory, and all of them to every receiver,
 * each of which has a line and a thread of its own. Whoever tells of an event waits for none of them. Thread-safe.
 */
public final class Journal implements EventListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final int memory;
    private final ArrayDeque<JournalEntry> ring = new ArrayDeque<>();
    private final List<Delivery> deliveries = new ArrayList<>();
    private long last;

    /**
     * How a receiver is doing.
     *
     * @param delivered entries since the start
     * @param dropped entries that it never got
     * @param waiting entries in its line
     * @param problem why the last delivery failed; null where it did not
     */
    public record ReceiverStatus(
            String name,
            long delivered,
            long dropped,
            int waiting,
            @Nullable String problem) {}

    /**
     * A journal that goes on behind these entries.
     *
     * @param memory how many entries are kept in memory
     * @param earlier the newest of an earlier run, oldest first
     */
    Journal(int memory, List<JournalEntry> earlier, List<? extends Receiver> receivers) {
        this.memory = memory;
        for (JournalEntry entry : earlier) {
            remember(entry);
        }
        receivers.forEach(receiver -> deliveries.add(new Delivery(receiver)));
    }

    /** The journal as it is configured. A directory that cannot be read is logged and tried again with each event. */
    public static Journal start(EventsConfig config) {
        List<JournalEntry> earlier = List.of();
        List<Receiver> receivers = new ArrayList<>();
        if (!config.file().directory().isEmpty()) {
            JournalFile file = JournalFile.of(config.file());
            receivers.add(file);
            try {
                earlier = file.newest(config.memory());
            } catch (IOException e) {
                LOG.warn("the journal in {} cannot be read: {}", config.file().directory(), e.getMessage());
            }
        }
        config.syslog().forEach(syslog -> receivers.add(new SyslogReceiver(syslog)));
        config.webhooks().forEach(webhook -> receivers.add(new WebhookReceiver(webhook)));
        if (config.mail() != null) {
            receivers.add(new MailReceiver(config.mail()));
        }
        return new Journal(config.memory(), earlier, receivers);
    }

    @Override
    public void happened(Event event) {
        synchronized (ring) {
            JournalEntry entry = new JournalEntry(last + 1, event);
            remember(entry);
            deliveries.forEach(delivery -> delivery.offer(entry)); // here, so that all get them in one order
        }
    }

    private void remember(JournalEntry entry) {
        last = entry.number();
        ring.addLast(entry);
        if (ring.size() > memory) {
            ring.removeFirst();
        }
    }

    /** The entries in memory after this number, oldest first, at most so many. */
    public List<JournalEntry> since(long number, int most) {
        synchronized (ring) {
            return ring.stream()
                    .filter(entry -> entry.number() > number)
                    .limit(most)
                    .toList();
        }
    }

    /** The newest entries in memory, oldest first, at most so many. */
    public List<JournalEntry> newest(int most) {
        synchronized (ring) {
            return ring.stream().skip(Math.max(0, ring.size() - (long) most)).toList();
        }
    }

    /** The newest entry's number, 0 before the first. */
    public long last() {
        synchronized (ring) {
            return last;
        }
    }

    public List<ReceiverStatus> receivers() {
        return deliveries.stream()
                .map(Delivery::status)
                .map(s -> new ReceiverStatus(s.name(), s.delivered(), s.dropped(), s.waiting(), s.problem()))
                .toList();
    }

    /** Delivers what waits, for seconds at most, and ends. */
    @Override
    public void close() {
        List<Thread> ends = deliveries.stream()
                .map(delivery -> new Thread(delivery::close, "journal end"))
                .toList();
        ends.forEach(Thread::start);
        for (Thread end : ends) {
            try {
                end.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
