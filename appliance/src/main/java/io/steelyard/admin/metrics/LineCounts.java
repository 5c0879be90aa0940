package io.steelyard.admin.metrics;

import java.util.concurrent.atomic.LongAdder;

/** Lines of a virtual service's access log. Any thread may count and read. */
public record LineCounts(LongAdder written, LongAdder lost) {
    public LineCounts() {
        this(new LongAdder(), new LongAdder());
    }
}
