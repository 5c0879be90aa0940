package io.steelyard.leakwatch;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Gives Netty its leak detectors and keeps what they report. Thread-safe. */
final class RecordingDetectors extends ResourceLeakDetectorFactory {
    private final Queue<RecordingDetector<?>> detectors = new ConcurrentLinkedQueue<>();
    private final Queue<String> leaks = new ConcurrentLinkedQueue<>();

    @Override
    @Deprecated
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(
            Class<T> resource, int samplingInterval, long maxActive) {
        return recording(resource, samplingInterval);
    }

    @Override
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int samplingInterval) {
        return recording(resource, samplingInterval);
    }

    private <T> ResourceLeakDetector<T> recording(Class<T> resource, int samplingInterval) {
        RecordingDetector<T> detector = new RecordingDetector<>(resource, samplingInterval, leaks);
        detectors.add(detector);
        return detector;
    }

    /** Whether anything that can leak was ever loaded. */
    boolean inUse() {
        return !detectors.isEmpty();
    }

    /** Every leak among the objects collected so far, each told once. */
    List<String> takeLeaks() {
        detectors.forEach(RecordingDetector::reportCollected);
        List<String> taken = new ArrayList<>();
        for (String leak = leaks.poll(); leak != null; leak = leaks.poll()) {
            taken.add(leak);
        }
        return taken;
    }
}
