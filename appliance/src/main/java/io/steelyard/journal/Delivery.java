package io.steelyard.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One receiver with its line of entries and the thread that serves it. The line is bounded: what comes when it is full is
 * dropped and counted, and so is what could not be delivered after every attempt. Thread-safe.
 */
final class Delivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    static final int LINE = 10_000;
    private static final int BATCH = 100;
    private static final long LAST_MILLIS = 2000;

    private final Receiver receiver;
    private final ArrayBlockingQueue<JournalEntry> line;
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final Thread thread;
    private volatile @Nullable String problem;
    private volatile boolean closing;

    /** How a receiver is doing. */
    record Status(
            String name,
            long delivered,
            long dropped,
            int waiting,
            @Nullable String problem) {}

    Delivery(Receiver receiver) {
        this(receiver, LINE);
    }

    /** @param length how many entries may wait */
    Delivery(Receiver receiver, int length) {
        this.receiver = receiver;
        this.line = new ArrayBlockingQueue<>(length);
        this.thread = new Thread(this::run, "journal " + receiver.name());
        thread.setDaemon(true);
        thread.start();
    }

    /** Any thread; returns at once. */
    void offer(JournalEntry entry) {
        boolean wanted = entry.event().severity().isAtLeast(receiver.least());
        if (wanted && (closing || !line.offer(entry))) {
            dropped.incrementAndGet();
        }
    }

    Status status() {
        return new Status(receiver.name(), delivered.get(), dropped.get(), line.size(), problem);
    }

    private void run() {
        try {
            while (!closing || !line.isEmpty()) {
                JournalEntry first = line.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    deliver(batch(first));
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("{} was ended", receiver.name());
        }
    }

    private List<JournalEntry> batch(JournalEntry first) throws InterruptedException {
        List<JournalEntry> batch = new ArrayList<>();
        batch.add(first);
        long until = System.nanoTime() + receiver.collect().toNanos();
        while (batch.size() < BATCH) {
            line.drainTo(batch, BATCH - batch.size());
            long left = until - System.nanoTime();
            if (left <= 0 || closing) {
                return batch;
            }
            JournalEntry next = line.poll(Math.min(left, TimeUnit.MILLISECONDS.toNanos(100)), TimeUnit.NANOSECONDS);
            if (next != null) {
                batch.add(next);
            }
        }
        return batch;
    }

    private void deliver(List<JournalEntry> batch) throws InterruptedException {
        Retry retry = receiver.retry();
        for (int attempt = 1; attempt <= retry.attempts(); attempt++) {
            try {
                receiver.deliver(batch);
                delivered.addAndGet(batch.size());
                recovered();
                return;
            } catch (IOException | RuntimeException e) {
                failed(e);
            }
            if (closing || attempt == retry.attempts()) {
                break;
            }
            synchronized (this) {
                if (!closing) {
                    wait(Math.max(1, retry.pause(attempt).toMillis()));
                }
            }
        }
        dropped.addAndGet(batch.size());
    }

    private void failed(Exception failure) {
        String said = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        if (problem == null) {
            LOG.warn("events cannot be delivered to {}: {}; said once, it is tried again", receiver.name(), said);
        }
        problem = said;
    }

    private void recovered() {
        if (problem != null) {
            LOG.info("events are delivered to {} again", receiver.name());
            problem = null;
        }
    }

    /** Delivers what waits, for seconds at most, and ends. */
    @Override
    @SuppressWarnings("Interruption") // the thread is ours
    public void close() {
        closing = true;
        synchronized (this) {
            notifyAll();
        }
        try {
            thread.join(LAST_MILLIS);
            receiver.close();
            thread.interrupt();
            thread.join(LAST_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debug("{} did not close in order", receiver.name(), e);
        }
        dropped.addAndGet(line.size());
    }
}
