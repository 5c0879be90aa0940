package io.steelyard.leakwatch;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakTracker;
import java.util.Queue;

/** A leak detector of one resource type that also keeps its reports. */
final class RecordingDetector<T> extends ResourceLeakDetector<T> {
    private final Queue<String> leaks;

    RecordingDetector(Class<T> resource, int samplingInterval, Queue<String> leaks) {
        super(resource, samplingInterval);
        this.leaks = leaks;
    }

    /** Makes Netty report the leaks that the garbage collector found; it does so only when something is tracked. */
    void reportCollected() {
        @SuppressWarnings("unchecked") // a detector only ever looks at its object's identity
        T probe = (T) new Object();
        ResourceLeakTracker<T> tracker = trackForcibly(probe);
        if (tracker != null) {
            tracker.close(probe);
        }
    }

    /** Always, whatever the logger's level is. */
    @Override
    protected boolean needReport() {
        return true;
    }

    @Override
    protected void reportTracedLeak(String resourceType, String records) {
        leaks.add(resourceType + " was not released before it was garbage-collected." + records);
    }

    @Override
    protected void reportUntracedLeak(String resourceType) {
        leaks.add(resourceType + " was not released before it was garbage-collected; nothing was recorded of it.");
    }
}
