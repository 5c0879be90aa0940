package io.steelyard.admin.accesslog;

import io.steelyard.admin.metrics.LineCounts;
import java.util.concurrent.atomic.AtomicLong;

/** The access log of one virtual service: the form of its lines, where they go, and how many went or were lost. */
final class Outlet {
    final int number;
    final String virtualService;
    final LineFormat format;
    final Destination destination;
    final LogWriter writer;

    /** Lines that found no room on their way to the writer, and that it has not heard of yet. */
    final AtomicLong turnedAway = new AtomicLong();

    /** Where its lines are counted. */
    volatile LineCounts counts = new LineCounts();

    /** Lines of the batch that is being put together. This and what follows are for the writer alone. */
    int inBatch;

    boolean isInBatch;

    /** Lines lost that the log itself does not speak of yet, and how many of them the batch speaks of. */
    long untold;

    long toldInBatch;

    Outlet(int number, String virtualService, LineFormat format, Destination destination, LogWriter writer) {
        this.number = number;
        this.virtualService = virtualService;
        this.format = format;
        this.destination = destination;
        this.writer = writer;
    }
}
