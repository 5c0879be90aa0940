package io.steelyard.admin.accesslog;

import io.steelyard.event.ExchangeEnd;

/** What one event loop has of the access log: where it puts a line together, and its ring. Belongs to that event loop. */
final class Lane {
    private final LogWriter writer;
    private final LineRing ring;
    private final LineBuffer line = new LineBuffer();
    private final TimeText times;

    Lane(LogWriter writer, int ringBytes) {
        this.writer = writer;
        this.ring = new LineRing(ringBytes);
        this.times = new TimeText(writer.zone());
    }

    /** Writes the line of an exchange on its way. Waits for nothing and allocates nothing. */
    void take(Outlet outlet, ExchangeEnd end, long beganMillis) {
        line.clear();
        outlet.format.write(end, beganMillis, times, line);
        boolean full = !ring.offer(outlet.number, line.bytes(), line.length());
        if (full) {
            outlet.turnedAway.incrementAndGet();
        }
        writer.wake(full || ring.isFilling());
    }

    LineRing ring() {
        return ring;
    }
}
