package io.steelyard.leakwatch;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;

/** A garbage collection with its references enqueued. */
final class GarbageCollection {
    private static final int MAX_ATTEMPTS = 10;
    private static final long ATTEMPT_MILLIS = 1_000;

    private GarbageCollection() {}

    /**
     * Collects, and returns when the references to what was collected are in their queues. The JVM enqueues one
     * collection's references in any order but finishes them before the next collection's, so the second canary is
     * enqueued after all that the first collection found.
     */
    static void complete() throws InterruptedException {
        awaitCanary();
        awaitCanary();
    }

    private static void awaitCanary() throws InterruptedException {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        PhantomReference<Object> canary = new PhantomReference<>(new Object(), queue);
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            System.gc();
            if (queue.remove(ATTEMPT_MILLIS) == canary) {
                return;
            }
        }
        throw new IllegalStateException("System.gc() collects nothing: leaks cannot be found");
    }
}
