package io.steelyard.leakwatch;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class when Netty found a leak by its end. JUnit finds this by itself and makes it before any test runs,
 * so before Netty makes its first leak detector.
 *
 * <p>Netty learns of a leak only when the garbage collector takes the leaked object, so this collects first. An object
 * that something still holds then, such as an event loop that is shutting down, is found at the end of a later class;
 * the report's records say where it was last touched.
 */
public final class LeakWatch implements AfterAllCallback {
    private final RecordingDetectors detectors;

    public LeakWatch() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        if (ResourceLeakDetectorFactory.instance() instanceof RecordingDetectors installed) {
            detectors = installed;
        } else {
            detectors = new RecordingDetectors();
            ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(detectors);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        if (isNested(context) || !detectors.inUse()) {
            return;
        }
        GarbageCollection.complete();
        List<String> leaks = detectors.takeLeaks();
        if (!leaks.isEmpty()) {
            throw new AssertionError(leaks.size() + " leaked by the end of " + context.getDisplayName() + ":\n"
                    + String.join("\n", leaks));
        }
    }

    private static boolean isNested(ExtensionContext context) {
        return context.getParent().flatMap(ExtensionContext::getTestClass).isPresent();
    }
}
