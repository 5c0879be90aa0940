package io.steelyard.health;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells every listener, and lets none of them harm the others or the monitor. */
final class Announcer {
    private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);

    private final CopyOnWriteArrayList<HealthListener> listeners = new CopyOnWriteArrayList<>();
    private final Set<HealthListener> complainedAbout = ConcurrentHashMap.newKeySet();

    void add(HealthListener listener) {
        listeners.add(listener);
    }

    void remove(HealthListener listener) {
        listeners.remove(listener);
        complainedAbout.remove(listener);
    }

    void changed(HealthChange change) {
        tell(listener -> listener.changed(change));
    }

    void probed(CellId cell, CellState state, Verdict verdict) {
        tell(listener -> listener.probed(cell, state, verdict));
    }

    private void tell(Consumer<HealthListener> news) {
        for (HealthListener listener : listeners) {
            try {
                news.accept(listener);
            } catch (RuntimeException e) {
                if (complainedAbout.add(listener)) {
                    LOG.error("The health listener {} failed; said once, it is still called", listener, e);
                }
            }
        }
    }
}
